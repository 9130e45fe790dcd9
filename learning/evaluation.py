"""Judging what is found by what a person judged alike. Makes rows: call it inside a transaction that is rolled back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta

from accounts.models import User
from incidents.models import Incident
from kit import clock
from learning.about import About, of_incident
from learning.models import Corpus
from learning.similar import similar
from learning.workflow import count
from library import workflow as library
from library.models import Entry
from library.passages import pieces

_TITLE = re.compile(r"""^(?:title:\s*|title = |#+\s+)["']?(.+?)["']?\s*$""", re.MULTILINE)


class Stage:
    """The texts as incidents that one person declared, a day after the other."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self.titles = {key: _title(text) for key, text in texts.items()}
        Incident.objects.all().update(visibility=Incident.Visibility.RESTRICTED)
        self.reader = User.objects.create(email="judge@evaluation.example", handle="evaluation-judge", name="Judge")
        number = 1_000_000_000
        self.rows: dict[str, Incident] = {}
        for place, (key, text) in enumerate(texts.items()):
            self.rows[key] = Incident.objects.create(
                number=number + place,
                title=self.titles[key][:200],
                summary=" ".join(list(pieces(text)))[:60_000],
                severity="sev3",
                started_at=clock.now() - timedelta(days=place),
                declared_by=self.reader,
            )
        self.keys = {row.pk: key for key, row in self.rows.items()}
        library.index([row.pk for row in self.rows.values()])
        count(Corpus.Kind.INCIDENTS)
        Entry.objects.filter(pk__in=self.keys).update(state=Entry.State.PUBLISHED)

    def similar(self, key: str, asked: int | None) -> list[str]:
        """Keys of the five most alike, whenever they were; `asked`: only so many characters of the text are known."""
        incident = self.rows[key]
        if asked is None:
            about = of_incident(incident)
        else:
            about = About(f"{incident.title}\n{incident.summary[:asked]}", incident_id=incident.pk)
        about = About(about.text, incident_id=incident.pk)
        return [self.keys[hit.incident_id] for hit in similar(self.reader, about)]


@dataclass
class Figures:
    asked: int = 0
    first: int = 0
    among: int = 0
    wanted: int = 0
    got: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.got / max(self.wanted, 1)


def judge(found: dict[str, list[str]], groups: tuple[tuple[str, ...], ...]) -> Figures:
    likes: dict[str, set[str]] = {}
    for group in groups:
        for key in group:
            likes.setdefault(key, set()).update(set(group) - {key})
    figures = Figures()
    for key, wanted in likes.items():
        hits = found.get(key, [])
        figures.asked += 1
        figures.first += bool(hits) and hits[0] in wanted
        figures.among += bool(wanted & set(hits))
        figures.wanted += min(len(wanted), 5)
        figures.got += len(wanted & set(hits))
        if not wanted & set(hits):
            figures.missed.append(key)
    return figures


def _title(text: str) -> str:
    found = _TITLE.search(text)
    return " ".join((found[1] if found else text.strip().splitlines()[0]).split())
