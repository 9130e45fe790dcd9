"""Which rows stand behind which number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from actions.models import Action
from insights.cells import CLOSED, FINISHED, KEPT, PREVENTIVE, RAN, STARTED
from insights.families import (
    ACTIONS,
    AGAIN,
    ANSWERS,
    CAME,
    FAMILIES,
    IN_TIME,
    INVITED,
    LENGTHS,
    MET,
    PUBLISH_HOURS,
    READERS,
    ROOT,
    SPOKEN,
    TIMELY,
    Family,
)

INCIDENT, GATHERING, ACTION = "incident", "meeting", "action"
UNDONE = "NOT EXISTS (SELECT FROM actions_action AS a WHERE a.incident_id = i.id AND a.state = 'done')"
# About 3,000 words, without counting every word of every text.
MOST_LETTERS = 18_000
LETTERS = "(SELECT coalesce(sum(length(s.body)), 0) FROM postmortems_section AS s WHERE s.postmortem_id = p.id)"
TEAMS_THERE = """(SELECT count(DISTINCT b.team_id) FROM meetings_attendee AS t
    JOIN accounts_membership AS b ON b.user_id = t.user_id WHERE t.meeting_id = m.id AND t.joined_at IS NOT NULL)"""
CAUSE = "EXISTS (SELECT FROM incidents_incident_tags AS it WHERE it.incident_id = i.id AND it.tag_id = %(cause)s)"


@dataclass(frozen=True)
class Source:
    """`value` and `hit` are SQL; `weight` is how often a row counts. `kind` says what `subject` is the key of."""

    kind: str
    family: Family
    subject: str
    condition: str = "true"
    value: str = "NULL::float"
    hit: str = "NULL::boolean"
    weight: str = "1"
    # Sorted and bounded by a date instead of a moment.
    due: bool = False


def _actions(at: str, condition: str, **more: Any) -> Source:
    family = Family("actions_action AS a LEFT JOIN incidents_incident AS i ON i.id = a.incident_id", at, "true", "", "")
    return Source(ACTION, replace(family, of_actions=True), "a.id", condition, **more)


def _of(kind: str, name: str, subject: str, **more: Any) -> Source:
    return Source(kind, FAMILIES[name], subject, **more)


_DUE = _actions("a.due_on", RAN, hit=KEPT, due=True)

SOURCES: dict[str, Source] = {
    "incidents": _of(INCIDENT, "incidents", "i.id"),
    "severe": _of(INCIDENT, "incidents", "i.id", hit="i.severity IN ('sev1', 'sev2')"),
    **{
        each: _of(INCIDENT, "incidents", "i.id", condition=f"i.severity = '{each}'")
        for each in ("sev1", "sev2", "sev3", "sev4")
    },
    "near-misses": _of(INCIDENT, "incidents", "i.id", condition="i.kind = 'near_miss'"),
    "recurring": _of(INCIDENT, "incidents", "i.id", condition=AGAIN),
    **{
        key: _of(INCIDENT, "incidents", "i.id", condition=f"({length}) IS NOT NULL", value=length)
        for key, length in LENGTHS.items()
    },
    "publish": _of(INCIDENT, "published", "i.id", condition=TIMELY, value=PUBLISH_HOURS),
    "root-cause": _of(INCIDENT, "published", "i.id", hit=ROOT),
    "promised": _of(INCIDENT, "published", "i.id", value=ACTIONS),
    "reads": _of(INCIDENT, "reads", "i.id", weight=READERS, value=READERS),
    "on-time": _of(INCIDENT, "owed", "i.id", hit=IN_TIME),
    "met": _of(INCIDENT, "owed", "i.id", hit=MET),
    "attendance": _of(GATHERING, "meetings", "m.id", weight=INVITED, value=CAME),
    "survey": Source(
        GATHERING, replace(FAMILIES["meetings"], condition="true"), "m.id", condition=SPOKEN, weight=f"({ANSWERS})"
    ),
    "deadline": _DUE,
    "high": replace(_DUE, condition=f"{RAN} AND a.priority = 'high'"),
    **{
        f"category-{key}": replace(_DUE, condition=f"{RAN} AND a.category = '{key}'")
        for key, _ in Action.Category.choices
    },
    "moved": replace(_DUE, hit="a.moved > 0"),
    "days": _actions("a.closed_at", FINISHED, value=f"{CLOSED} - {STARTED}"),
    "preventive": _actions("a.created_at", PREVENTIVE),
    "effective": Source(ACTION, FAMILIES["checks"], "a.id", hit="c.answer = 'effective'"),
    "empty": _of(INCIDENT, "published", "i.id", hit=f"{ACTIONS} = 0"),
    "undone": _of(INCIDENT, "published", "i.id", condition="p.published_at < %(today)s::date - 90", hit=UNDONE),
    "long": _of(INCIDENT, "published", "i.id", hit=f"{LETTERS} > {MOST_LETTERS}"),
    "one-team": _of(GATHERING, "meetings", "m.id", condition=f"{TEAMS_THERE} > 0", hit=f"{TEAMS_THERE} = 1"),
    "causes": _of(INCIDENT, "published", "i.id", condition=CAUSE),
    "overdue": _actions("a.due_on", f"{RAN} AND a.state IN ('todo', 'in_progress')", due=True),
}
