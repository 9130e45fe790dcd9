"""Rows of every kind that numbers are made of, drawn at random and written without the verbs."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from actions.models import Action, Check
from incidents.models import Incident, IncidentRelation, Tag
from learning.models import Read
from live.models import Document
from meetings.models import Attendee, Meeting, SurveyAnswer
from postmortems.models import Postmortem, Revision, Section, TemplateVersion, Why
from tests.cast import Cast

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
SPAN_DAYS = 760


class Maker:
    """Everything follows from one number, so that what fails can be repeated."""

    def __init__(self, cast: Cast, seed: int, *, span_days: int = SPAN_DAYS) -> None:
        self.cast, self.draw, self.span_days = cast, Random(seed), span_days
        self.people = [cast.alice, cast.bob, cast.erin, cast.mallory]
        self.version = TemplateVersion.objects.published()[0]
        self.causes = [Tag.objects.get_or_create(kind="cause", name=name)[0] for name in ("Limits", "Tests", "Config")]
        self.numbers = iter(range(1_000, 100_000))

    def at(self, since: datetime | None = None, most_days: float = 4) -> datetime:
        """A moment of the span before NOW, or one soon after another; whole seconds, some at midnight."""
        if since is None:
            since, most_days = NOW - timedelta(days=self.span_days), self.span_days
        moment = since + timedelta(seconds=int(self.draw.random() * most_days * 86_400))
        return moment.replace(hour=0, minute=0, second=0) if self.draw.random() < 0.1 else moment

    def maybe(self, value: Any, chance: float = 0.8, otherwise: Any = None) -> Any:
        return value if self.draw.random() < chance else otherwise

    def make(self, incidents: int, actions: int) -> None:
        made = [self.incident() for _ in range(incidents)]
        for incident in made:
            if self.draw.random() < 0.6:
                self.write_up(incident)
            if self.draw.random() < 0.5:
                self.meeting(incident)
            if self.draw.random() < 0.3:
                kind = self.draw.choice(IncidentRelation.Kind.values)
                other = self.draw.choice(made)
                if other != incident:
                    IncidentRelation.objects.get_or_create(
                        incident=incident,
                        other=other,
                        defaults={"kind": kind, "reason": "Again", "added_by": self.cast.alice},
                    )
        for _ in range(actions):
            self.action(self.maybe(self.draw.choice(made), 0.6))

    def incident(self) -> Incident:
        start = self.at()
        # Some times lie before those they should follow.
        times = {f"{name}_at": self.maybe(self.at(start - timedelta(hours=3), 1)) for name in ENDS}
        resolved = self.maybe(self.at(start, 2))
        row = Incident.objects.create(
            number=next(self.numbers),
            title="Something broke",
            severity=self.draw.choice(Incident.Severity.values),
            kind=self.draw.choice(["outage", "near_miss"]),
            visibility=self.draw.choice(["organisation"] * 4 + ["team", "restricted"]),
            status="resolved" if resolved else "open",
            started_at=start,
            resolved_at=resolved,
            decision=self.draw.choice(["full", "light", ""]),
            declared_by=self.cast.alice,
            **times,
        )
        row.teams.set(
            self.draw.choice([[self.cast.payments], [self.cast.search], [self.cast.payments, self.cast.search]])
        )
        row.services.set(self.draw.choice([[self.cast.payment_api], [self.cast.search_index]]))
        if self.draw.random() < 0.3:
            row.participations.create(user=self.cast.carol, role="reader")
        return row

    def write_up(self, incident: Incident) -> None:
        alice = self.cast.alice
        row = Postmortem.objects.create(
            incident=incident,
            document=Document.objects.create(),
            template_version=self.version,
            title=incident.title,
            started_by=alice,
            is_imported=self.draw.random() < 0.2,
        )
        for _ in range(self.draw.randrange(5)):
            answer, root = self.maybe("Because", 0.7, ""), self.draw.random() < 0.3
            gone = self.maybe(None, 0.8, NOW)
            Why.everything.create(postmortem=row, question="Why?", answer=answer, is_root=root, removed_at=gone)
        if self.draw.random() < 0.8:
            kept = {"number": 1, "content": {}, "content_hash": "x", "reason": "published", "by": alice}
            row.revision = Revision.objects.create(postmortem=row, **kept)
            row.state = "published"
            row.published_at = self.at(incident.resolved_at or incident.started_at, 6)
            row.save()
            for n in range(self.draw.choice([0, 3, 6, 9])):
                teams = self.draw.sample([self.cast.payments.pk, self.cast.search.pk], self.draw.randrange(3))
                Read.objects.create(postmortem=row, reader=f"{n}", teams=teams)
            if self.draw.random() < 0.2:
                Section.objects.create(postmortem=row, key="long", title="Long", order=99, body="x" * 19_000)
            if self.draw.random() < 0.5:
                incident.tags.add(self.draw.choice(self.causes))

    def meeting(self, incident: Incident) -> None:
        begun = self.at(incident.started_at, 5)
        state = self.draw.choice(["ended", "ended", "running", "cancelled"])
        row = Meeting.objects.create(
            incident=incident,
            state=state,
            starts_at=begun,
            started_at=begun,
            facilitator=self.cast.alice,
            called_by=self.cast.alice,
            cancel_reason="Not needed" if state == "cancelled" else "",
        )
        for person in self.people:
            Attendee.objects.create(
                meeting=row,
                user=person,
                invited_at=self.maybe(begun),
                joined_at=self.maybe(begun, 0.6),
                taken_off_at=self.maybe(begun, 0.1),
            )
        for _ in range(self.draw.randrange(9)):
            scores = {name: self.draw.randint(1, 5) for name in ("spoke", "blameless", "useful")}
            SurveyAnswer.objects.create(id=uuid.UUID(int=self.draw.getrandbits(128)), meeting=row, **scores)

    def action(self, incident: Incident | None) -> None:
        made = self.at()
        state = self.draw.choice(["todo", "in_progress", "done", "done", "done", "dropped"])
        closed = self.at(made, 60) if state in ("done", "dropped") else None
        row = Action.objects.create(
            number=next(self.numbers),
            title="Do something",
            incident=incident,
            team=self.draw.choice([self.cast.payments, self.cast.search]),
            owner=self.draw.choice(self.people),
            due_on=(made + timedelta(days=self.draw.randrange(40))).date(),
            priority=self.draw.choice(Action.Priority.values),
            category=self.draw.choice(["testing", "process"]),
            state=state,
            closed_at=closed,
            rationale="Not needed" if state == "dropped" else "",
            evidence="Seen" if state == "done" else "",
            moved=self.draw.choice([0, 0, 1, 2]),
            clock_started_at=self.maybe(self.at(made, 2), 0.9),
            source=self.draw.choice(Action.Source.values),
            created_by=self.cast.alice,
            created_at=made,
        )
        if state == "done" and closed is not None and self.draw.random() < 0.5:
            answer = self.draw.choice(["effective", "not", "unknown"])
            Check.objects.create(action=row, days=30, closed_at=closed, answer=answer, answered_at=self.at(closed, 40))


ENDS = ("detected", "engaged", "understood", "fix_decided", "restored")
