"""The shape of a template as it is supplied: plain data, so that its wording can be hashed and compared."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

# Keys that rules ask for by name; titles may be reworded, keys never.
SUMMARY = "summary"
WENT_WELL = "went_well"


@dataclass(frozen=True)
class SuppliedSection:
    key: str
    title: str
    guidance: str
    block: str = ""
    prose: bool = True
    required: bool = True
    most_words: int | None = None


@dataclass(frozen=True)
class Supplied:
    slug: str
    name: str
    purpose: str
    sections: tuple[SuppliedSection, ...]
    checklist: tuple[str, ...]
    visibility: str = ""
    kinds: tuple[str, ...] = ()

    def wording_hash(self) -> str:
        """Changes with anything that a write-up would copy."""
        wording = {"sections": [asdict(section) for section in self.sections], "checklist": list(self.checklist)}
        return hashlib.sha256(json.dumps(wording, sort_keys=True).encode()).hexdigest()
