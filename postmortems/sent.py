"""The revision under review as a snapshot, so that reviewers are advised about the very text they answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from incidents import durations
from kit import clock
from postmortems import snapshot
from postmortems.blameless import Hint
from postmortems.content import Content
from postmortems.known_people import known_people
from postmortems.models import ImpactFigure, KeptWording, Language, Postmortem
from postmortems.models.language import LISTS
from postmortems.wording import hints, lists_of


def of_revision(content: Content, postmortem: Postmortem, *, dropped: Collection[int] = ()) -> snapshot.Snapshot:
    """No section counts as required: what gates held or let pass is asked once more as advice.

    `dropped` numbers the actions that were given up since. One query, for the people who are named.
    """
    texts = tuple(
        snapshot.Text(each["key"], each["title"], each["body"], each["block"], required=False)
        for each in content["sections"]
    )
    actions = [each for each in content["actions"] if each["number"] not in dropped]
    kept = {each["number"] for each in actions}
    return snapshot.Snapshot(
        texts=texts,
        on=clock.now().date(),
        milestones={key: _moment(content["milestones"].get(key)) for key in durations.MILESTONES},
        entries=len(content["timeline"]),
        whys=tuple(_rung(place, why) for place, why in enumerate(content["whys"], 1)),
        factors=tuple(_factor(each, kept) for each in content["factors"]),
        promises=tuple(_promise(each) for each in actions),
        figures=tuple(_figure(each) for each in content["impact"]),
        unsourced=sum(snapshot.is_unsourced(each) for each in content["timeline"]),
        people=known_people(texts, postmortem),
        undocumented=tuple(each["text"] for each in content["timeline"] if snapshot.is_undocumented(each)),
        progress=snapshot.progress(postmortem, at=clock.now()),
    )


def hints_about(given: snapshot.Snapshot, postmortem: Postmortem) -> list[tuple[snapshot.Text, Hint]]:
    """What reviewers are asked about its wording, but for sentences that are kept as they are. One query."""
    words = Language.objects.filter(pk=1).values(json=JSONObject(**{name: F(name) for name in LISTS}))
    fingerprints = KeptWording.objects.filter(postmortem=OuterRef("pk")).values("fingerprint")
    parts = {"q_words": ArraySubquery(words), "q_kept": ArraySubquery(fingerprints)}
    rows, kept = Postmortem.objects.filter(pk=postmortem.pk).annotate(**parts).values_list(*parts).get()
    lists = lists_of(rows, given.people)
    written = [text for text in given.texts if text.content]
    return [(text, hint) for text in written for hint in hints(text.body, lists) if hint.fingerprint not in kept]


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None


def _rung(place: int, why: Content) -> snapshot.Rung:
    parent = why["parent"]
    return snapshot.Rung(place, None if parent is None else parent + 1, why["question"], why["answer"], why["is_root"])


def _factor(factor: Content, kept: Collection[int]) -> snapshot.Factor:
    until = date.fromisoformat(factor["risk_until"]) if factor["risk_until"] else None
    answers = sum(number in kept for number in factor["actions"])
    return snapshot.Factor(factor["category"], factor["text"], answers, until)


def _promise(action: Content) -> snapshot.Promise:
    return snapshot.Promise(
        code=f"ACT-{action['number']}",
        title=action["title"],
        has_owner=bool(action["owner"]),
        has_deadline=bool(action["due_on"]),
        has_priority=bool(action["priority"]),
        priority=action["priority"],
    )


def _figure(figure: Content) -> snapshot.Figure:
    is_estimated = figure["certainty"] == ImpactFigure.Certainty.ESTIMATED
    return snapshot.Figure(figure["label"], figure["value"], figure["detail"], is_estimated)
