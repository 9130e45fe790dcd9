"""How far a sender's clock is from ours, told from what came lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

FEWEST = 3
# Within this, nobody would notice.
AGREE_SECONDS = 5


@dataclass(frozen=True)
class Lag:
    """`seconds` is the smallest delay of any message: the way is never shorter than nothing, so what is below it, or
    far above, is the clock."""

    seconds: int
    messages: int

    @property
    def is_off(self) -> bool:
        return self.seconds < -AGREE_SECONDS or self.seconds > 60

    @property
    def words(self) -> str:
        if not self.is_off:
            return "The sender's clock agrees with ours."
        ahead = "ahead of" if self.seconds < 0 else "behind"
        return f"The sender's clock seems to be {abs(self.seconds):,} s {ahead} ours."


def lag(pairs: Iterable[tuple[datetime, datetime]]) -> Lag | None:
    """From the sender's time and that of the arrival; None when too little came to tell."""
    delays = [(received - said).total_seconds() for said, received in pairs]
    return Lag(round(min(delays)), len(delays)) if len(delays) >= FEWEST else None
