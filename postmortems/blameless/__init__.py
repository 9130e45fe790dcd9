"""Sentences that put a person where a cause belongs, and what to write instead. Pure, offline: docs/blameless.md."""

from postmortems.blameless.checker import MOST_CHARACTERS, check
from postmortems.blameless.hints import Hint, Lists

__all__ = ["MOST_CHARACTERS", "Hint", "Lists", "check"]
