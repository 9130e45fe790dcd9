"""PostgreSQL and Valkey from wheels, for machines that bring none of their own.

A process calls `ensure_env()` before it imports the settings. When DATABASE_URL and REDIS_URL are both set that is
all; otherwise the missing server is started (or found running) and its address put into the environment, so that
children inherit it. The servers listen on Unix sockets only, survive `kill -9` of anything, and stop with their
last user.
"""

import os
from pathlib import Path

from kit.embedded.errors import EmbeddedError
from kit.embedded.services import Services

__all__ = ["EmbeddedError", "Services", "ensure_env", "var_directory"]

ROOT = Path(__file__).resolve().parents[2]

_services: Services | None = None


def var_directory() -> Path:
    return Path(os.environ.get("DEBRIEF_VAR") or ROOT / "var").expanduser().resolve()


def ensure_env(*, volatile: bool | None = None) -> Services | None:
    """Set DATABASE_URL and REDIS_URL, starting what is missing; None when the environment already names both.

    `volatile` gives up durability for speed and keeps its data apart; by default it follows DEBRIEF_ENV=test.
    The same Services come back on every call in one process. Raises EmbeddedError with what to do about it.
    """
    global _services
    if _services is not None:
        return _services
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if not missing:
        return None
    environment = os.environ.get("DEBRIEF_ENV", "development")
    if environment == "production":
        raise EmbeddedError(f"{' and '.join(missing)} must be set in production: see docs/settings.md.")
    if volatile is None:
        volatile = environment == "test"
    var = var_directory()
    services = Services(
        var / "test" if volatile else var,
        postgres="DATABASE_URL" in missing,
        valkey="REDIS_URL" in missing,
        volatile=volatile,
    )
    services.acquire()
    os.environ.update(services.environment())
    _services = services
    return services
