"""Writing a write-up through the verbs, as its author would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from accounts.models import User
from actions import workflow as actions
from actions.models import Action
from config.demo.stage import Day
from incidents import gaps
from incidents import workflow as incidents
from incidents.models import Incident
from postmortems import workflow
from postmortems.models import ContributingFactor, Postmortem, Template, Why


class Pen:
    """One author's hand in one write-up."""

    def __init__(
        self, incident: Incident, *, by: User, template: str = "standard", authors: Sequence[User] = ()
    ) -> None:
        self.by, self.incident = by, incident
        self.postmortem: Postmortem = workflow.start(
            incident, by=by, template=Template.objects.get(slug=template), authors=list(authors) or [by]
        )

    def write(self, texts: Mapping[str, str], *, by: User | None = None) -> None:
        """Save each section's text; keys are section keys."""
        for key, body in texts.items():
            section = self.postmortem.sections.get(key=key)
            workflow.save_section(self.postmortem, by=by or self.by, key=key, body=body.strip(), base=section.body)

    def figures(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """(area, label, value, detail, certainty) each."""
        for area, label, value, detail, certainty in rows:
            workflow.add_figure(
                self.postmortem, by=self.by, area=area, label=label, value=value, detail=detail, certainty=certainty
            )

    def whys(self, rows: Sequence[tuple[str, str]]) -> None:
        """Questions and answers from the surface down; the last one is marked as the root."""
        parent: Why | None = None
        for question, answer in rows:
            parent = workflow.add_why(self.postmortem, by=self.by, question=question, answer=answer, parent=parent)
        if parent is not None:
            workflow.mark_root(parent, by=self.by)

    def tree(self, rows: Iterable[tuple[str, str, str, str, dict[str, Any]]], *, roots: Sequence[str], at: Day) -> None:
        """(key, key above, question, answer, evidence) each; evidence has a label, a URL, or the time of an entry."""
        made: dict[str, Why] = {}
        for key, above, question, answer, given in rows:
            evidence = {f"evidence_{name}": value for name, value in given.items() if name != "at"}
            if "at" in given:
                entry = self.incident.entries.kept().filter(at=at(*given["at"])).first()
                evidence["evidence_entry_id"] = entry.pk if entry else None
            made[key] = workflow.add_why(
                self.postmortem, by=self.by, question=question, answer=answer, parent=made.get(above), **evidence
            )
        for key in roots:
            workflow.mark_root(made[key], by=self.by)

    def factor(self, category: str, text: str, *answers: Action) -> ContributingFactor:
        factor = workflow.add_factor(self.postmortem, by=self.by, category=category, text=text)
        for action in answers:
            workflow.answer_with_action(factor, by=self.by, action=action)
        return factor

    def defence(self, layer: str, purpose: str, outcome: str, detail: str, action: Action | None) -> None:
        given: dict[str, Any] = {
            "layer": layer,
            "purpose": purpose,
            "outcome": outcome,
            "detail": detail,
            "closed_by": action,
        }
        workflow.add_defence(self.postmortem, by=self.by, **given)

    def mitigators(self, rows: Iterable[tuple[str, str]]) -> None:
        """(what limited the damage, what it spared) each."""
        for text, effect in rows:
            workflow.add_mitigator(self.postmortem, by=self.by, text=text, effect=effect)

    def whatifs(self, rows: Iterable[tuple[str, str]]) -> None:
        for question, answer in rows:
            workflow.add_whatif(self.postmortem, by=self.by, question=question, answer=answer)

    def accept(self, factor: ContributingFactor, *, owner: User, reason: str, until: date) -> None:
        workflow.accept_risk(factor, by=self.by, owner=owner, reason=reason, until=until)

    def promise(self, title: str, owner: User, due_on: date, **details: Any) -> Action:
        return actions.create(
            by=self.by, title=title, owner=owner, due_on=due_on, incident=self.incident, source="write_up", **details
        )

    def ask(self, *reviewers: User, note: str = "") -> None:
        self.postmortem = workflow.request_review(self.postmortem, by=self.by, reviewers=reviewers, note=note)

    def answer(self, reviewer: User, outcome: str, summary: str = "") -> None:
        """The reviewer answers the latest revision with every check ticked."""
        self.postmortem.refresh_from_db()
        revision = self.postmortem.revisions.order_by("-number")[0]
        workflow.give_verdict(
            self.postmortem,
            by=reviewer,
            revision=revision,
            outcome=outcome,
            summary=summary,
            checked=list(self.postmortem.template_version.checklist),
        )

    def publish(self, *, by: User, note: str = "") -> None:
        self.postmortem.refresh_from_db()
        self.postmortem = workflow.publish(self.postmortem, by=by, note=note)


def tell_of(incident: Incident, rows: Iterable[dict[str, Any]], day: Day, *, by: User) -> None:
    """Add timeline entries whose times are given as hour and minute of a story's day."""
    for row in rows:
        details = {key: value for key, value in row.items() if key not in ("hour", "minute")}
        incidents.add_entry(incident, by=by, at=day(row["hour"], row["minute"]), **details)


def tell(incident: Incident, rows: Iterable[dict[str, Any]], *, by: User) -> None:
    """Add timeline entries in the order given."""
    for row in rows:
        incidents.add_entry(incident, by=by, **row)


def explain_gaps(incident: Incident, *, by: User, note: str) -> None:
    """Say of every silence of the timeline that nothing happened."""
    times = list(incident.entries.kept().in_order().values_list("at", flat=True))
    for gap in gaps.gaps(times, []):
        incidents.answer_gap(incident, by=by, start_at=gap.start, end_at=gap.end, note=note)
