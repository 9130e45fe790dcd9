"""The cache may vanish at any time; the product must only get slower."""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError


def _forgiving(name: str, default: Any) -> Any:
    def method(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(ForgivingRedisCache, self), name)(*args, **kwargs)
        except (RedisError, OSError):
            return default(*args, **kwargs) if callable(default) else default

    method.__name__ = name
    return method


def _given_default(key: str, default: Any = None, version: int | None = None) -> Any:
    return default


class KeptClient(RedisCacheClient):
    """Makes its client once: with one server there is nothing to choose, and making one costs as much as asking."""

    _kept: Any = None

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if self._kept is None:
            self._kept = super().get_client(key, write=write)
        return self._kept


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that treats an unreachable server as an empty one.

    `add` answers True then: a lock that cannot be taken must not stop work, so nothing that matters may rely on it.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClient

    add = _forgiving("add", True)
    get = _forgiving("get", _given_default)
    set = _forgiving("set", None)
    touch = _forgiving("touch", False)
    delete = _forgiving("delete", False)
    get_many = _forgiving("get_many", lambda *_, **__: {})
    set_many = _forgiving("set_many", lambda *_, **__: [])
    delete_many = _forgiving("delete_many", None)
    has_key = _forgiving("has_key", False)
    incr = _forgiving("incr", 1)
    clear = _forgiving("clear", False)
