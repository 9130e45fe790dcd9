"""Incidents and what hangs on them, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from config.filling import words
from config.filling.organisation import Organisation
from config.filling.plan import Plan
from config.filling.progress import Progress
from config.filling.sheets import Row, Sheet
from config.filling.stories import UNDECIDED_DAYS, Story
from incidents import gaps
from incidents.models import (
    Incident,
    IncidentLink,
    IncidentRelation,
    Participation,
    QuietSpell,
    SeverityChange,
    TimelineEntry,
)
from incidents.models.incident import MILESTONES

ROLES = ("responder", "commander", "on_call", "communications")
# Kinds of the entries that prove the milestones, in their order.
PROOFS = ("detection", "alert", "communication", "hypothesis", "decision", "recovery", "recovery")
BETWEEN = ("observation", "action", "communication", "change", "escalation")
QUIET_ENTRIES = 3
NAMES = (
    "id number title summary kind severity status visibility started_at detected_at engaged_at understood_at"
    " fix_decided_at restored_at resolved_at users_percent detected_by trigger criteria decision decision_reason"
    " decided_by decided_at declared_by declared_at changed_at"
)


def write(plan: Plan, here: Organisation, stories: list[Story], progress: Progress) -> None:
    Sheet(Incident, NAMES).copy((_incident(plan, here, story) for story in stories), progress)
    for name, model in (("services", Incident.services.through), ("teams", Incident.teams.through)):
        pairs = ((story.number, key) for story in stories for key in getattr(story, name))
        Sheet(model, f"incident {name[:-1]}").copy(pairs, progress)
    chance = plan.chance("tags")
    tagged = ((story.number, int(chance.random() * here.tags) + 1) for story in stories)
    Sheet(Incident.tags.through, "incident tag").copy(tagged, progress)
    Sheet(Participation, "incident user role added_at").copy(_people(stories), progress)
    severities = ((story.number, story.severity, story.declared_at, story.people[0]) for story in stories)
    Sheet(SeverityChange, "incident severity at by").copy(severities, progress)
    names = "incident at kind text who source certainty known starred milestone added_by added_at changed_at"
    Sheet(TimelineEntry, names).copy(_entries(plan, stories), progress)


def write_around(plan: Plan, stories: list[Story], progress: Progress) -> None:
    """Links, answered silences and related incidents of those that are written up."""
    told = [story for story in stories if story.is_written_up]
    links = ((s.number, "chat", f"#inc-{s.number}", f"https://chat.fern.example/{s.number}", s.people[0]) for s in told)
    Sheet(IncidentLink, "incident kind label url added_by", added_at=plan.today).copy(links, progress)
    spells = (
        (story.number, gap.start, gap.end, "Waiting for the roll-out.", story.people[0], gap.end)
        for story in told
        for gap in gaps.gaps(entry_times(story))
    )
    Sheet(QuietSpell, "incident start_at end_at note by at").copy(spells, progress)
    related = (
        (later.number, earlier.number, "similar", "The same part ran out under load.", later.people[0])
        for earlier, later in zip(told[::5], told[3::5], strict=False)
    )
    Sheet(IncidentRelation, "incident other kind reason added_by", added_at=plan.today).copy(related, progress)


def entry_times(story: Story) -> list[datetime]:
    """One for each milestone and one in the middle of each phase; fewer when nobody wrote it up."""
    if not story.is_written_up:
        return story.times[:QUIET_ENTRIES]
    between = [start + (end - start) / 2 for start, end in zip(story.times, story.times[1:], strict=False)]
    return sorted([*story.times, *between])


def _incident(plan: Plan, here: Organisation, story: Story) -> Row:
    milestones: list[Any] = [*story.times, *[None] * (7 - len(story.times))]
    if story.kind == "near_miss":
        milestones[2:6] = [None] * 4
    service = here.services[story.services[0] - 1]
    return (
        *(story.number, story.number, story.title, f"{service} does not answer as it should.", story.kind),
        *(story.severity, story.status, story.visibility, *milestones),
        *(story.number % 40 or None, words.DETECTORS[story.number % 6], words.CAUSES[story.number % 15]),
        *([["payments"]] if story.number % 9 == 0 else [[]]),
        *_decision(plan, here, story),
        *(story.people[0], story.declared_at, story.times[-1]),
    )


def _decision(plan: Plan, here: Organisation, story: Story) -> Row:
    """What was decided about a write-up, why, by whom and when."""
    at = story.resolved_at
    is_fresh = at is None or at > plan.today - timedelta(days=UNDECIDED_DAYS)
    if not story.is_written_up and is_fresh:
        return ("", "", None, None)
    lead = here.leads[story.teams[0] - 1]
    if story.is_written_up:
        return ("light" if story.severity in ("sev3", "sev4") else "full", "", lead, at)
    return ("none", "Small, short and fully understood.", lead, at)


def _people(stories: list[Story]) -> Iterator[Row]:
    for story in stories:
        for place, person in enumerate(story.people):
            yield story.number, person, ROLES[place], story.declared_at


def _entries(plan: Plan, stories: list[Story]) -> Iterator[Row]:
    chance = plan.chance("entries")
    for story in stories:
        for at in entry_times(story):
            place = story.times.index(at) if at in story.times else -1
            kind = PROOFS[place] if place >= 0 else words.pick(chance, BETWEEN)
            proves = MILESTONES[place] if place >= 0 and not (story.kind == "near_miss" and 1 < place < 6) else ""
            who = words.pick(chance, words.DETECTORS)
            known = words.sentence(chance) if kind == "decision" else ""
            text, by = words.sentence(chance), story.people[0]
            source = "metrics" if place == 0 else "chat"
            yield (story.number, at, kind, text, who, source, "evidenced", known, place >= 0, proves, by, at, at)
