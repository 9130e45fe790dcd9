"""An import as its page shows it: each file with what was understood, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from exchange.models import Import, ImportedFile
from exchange.proposing import unsure
from exchange.reading.understood import Understood
from exchange.workflow.reading import known_already
from incidents.models import Incident

State = ImportedFile.State
LEFT = ("text",)


@dataclass(frozen=True)
class Line:
    file: ImportedFile
    found: Understood | None
    doubts: list[str]
    known: Incident | None

    @property
    def sections(self) -> int:
        return sum(1 for part in self.found.parts if part.title) if self.found else 0


def lines(batch: Import, reader: User) -> dict[str, Any]:
    files = list(batch.files.defer(*LEFT).select_related("incident"))
    known = known_already([file.digest for file in files if file.state != State.SAVED], reader)
    rows = [_line(file, known) for file in files]
    done = sum(file.state in (State.SAVED, State.FAILED) for file in files)
    read = sum(file.state != State.WAITING for file in files)
    return {
        "lines": rows,
        "total": len(files),
        "read": read,
        "saved": done,
        "share": (read if batch.state == Import.State.READING else done) * 100 // (len(files) or 1),
        "to_save": sum(file.state in (State.READ, State.FAILED) and bool(file.understood) for file in files),
    }


def _line(file: ImportedFile, known: dict[str, Incident]) -> Line:
    found = file.found if file.understood else None
    doubts = [*found.doubts, *unsure(found)] if found and not file.choices.get("own") else []
    return Line(file, found, doubts, known.get(file.digest))
