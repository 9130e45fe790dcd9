"""How often a token may ask: counted per minute in Valkey. A cache that is away or was emptied counts from nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from kit import clock

WINDOW_SECONDS = 60


@dataclass(frozen=True)
class Standing:
    """`left` is below 0 for a request too many; `resets` in seconds."""

    left: int
    resets: int

    @property
    def headers(self) -> dict[str, str]:
        """As the IETF's draft on rate limit headers names them."""
        return {
            "RateLimit-Policy": f'"token";q={settings.API_PER_MINUTE};w={WINDOW_SECONDS}',
            "RateLimit": f'"token";r={max(0, self.left)};t={self.resets}',
        }


def count(token_id: int) -> Standing:
    now = int(clock.now().timestamp())
    window = now // WINDOW_SECONDS
    key = f"api:rate:{token_id}:{window}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        used = int(cache.incr(key))
    except (ValueError, TypeError):  # gone between the two lines
        used = 1
    return Standing(settings.API_PER_MINUTE - used, WINDOW_SECONDS - now % WINDOW_SECONDS)
