"""How a house writes 3/4/2021: by its own dates, else by its language and its zones, which is said."""

from __future__ import annotations

import re

from exchange.reading.dates import dates, house_order
from exchange.reading.zones import AMERICAN

# Words that are common in their language and are none in English.
_ENGLISH = ("the and of was were to in that with for by",)
ENGLISH = frozenset(word for line in _ENGLISH for word in line.split())
_OTHERS = (
    "der die das und wurde nicht mit ein eine le la les des une et est sur par el los las una del por het een",
    "van niet il gli della di che och att som w na z nie",
)
OTHERS = frozenset(word for line in _OTHERS for word in line.split())
_ABROAD = ("CET CEST MEZ MESZ BST EET EEST WEST MSK AEST AEDT NZST NZDT SGT",)
ABROAD = frozenset(word for line in _ABROAD for word in line.split())
MOST_WORDS = 4_000


def order_of_days(text: str) -> tuple[bool | None, str]:
    """(whether days come first, what to say about it)."""
    if (order := house_order(text)) is not None:
        return order, ""
    unclear = next((each for each in dates(text) if each.swapped), None)
    if unclear is None:
        return None, ""
    said = re.findall(r"[^\W\d_]+", text)[:MOST_WORDS]
    zones = {word for word in said if word.isupper()}
    if zones & ABROAD and not zones & AMERICAN:
        return True, f"“{unclear.written}” is read with the day first, as where {min(zones & ABROAD)} is used."
    words = [word.lower() for word in said]
    other, english = sum(word in OTHERS for word in words), sum(word in ENGLISH for word in words)
    if other > 2 * english + 2:
        return True, f"“{unclear.written}” is read with the day first, as the language of the text has it."
    return None, ""
