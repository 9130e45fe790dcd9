"""The minutes of a meeting as Markdown, made of what was written down."""

from __future__ import annotations

from html import escape

from meetings.agenda import ITEMS
from meetings.models import Attendee, Capture, Meeting, Note
from meetings.prompts import STATEMENT

HEADS = {
    Note.Kind.DISCUSS: "Talked about, where memories differed",
    Note.Kind.DECISION: "Decisions",
    Note.Kind.QUESTION: "Open questions",
    Note.Kind.PARKED: "Parked",
    Note.Kind.NOTE: "Notes",
}
ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_[]#!"})


def written(meeting: Meeting) -> str:
    parts = [_came(meeting), f"> {STATEMENT}", _agenda(meeting), *_lines(meeting), _promises(meeting), _silent(meeting)]
    return "\n\n".join(part for part in parts if part)


def plain(text: str) -> str:
    """So that nothing typed in the room is read as Markdown."""
    return escape(" ".join(text.split()), quote=False).translate(ESCAPED)


def _came(meeting: Meeting) -> str:
    rows = list(Attendee.objects.listed().filter(meeting=meeting).select_related("user"))
    here = ", ".join(f"@{row.user.handle}" for row in rows if row.joined_at) or "nobody"
    away = ", ".join(f"@{row.user.handle}" for row in rows if not row.joined_at)
    taker = f" Notes: @{meeting.note_taker.handle}." if meeting.note_taker else ""
    missing = f" Asked, not there: {away}." if away else ""
    return f"Facilitator: @{meeting.facilitator.handle}.{taker} There: {here}.{missing}"


def _agenda(meeting: Meeting) -> str:
    rows = [
        f"| {ITEMS[step.key].title} | {step.minutes + step.extended} min | {_minutes(step.spent.total_seconds())} min |"
        for step in meeting.steps.all()
    ]
    return "\n".join(["| Item | Planned | Took |", "| --- | --- | --- |", *rows])


def _minutes(seconds: float) -> int:
    return int(seconds + 30) // 60


def _lines(meeting: Meeting) -> list[str]:
    notes = list(Note.objects.kept().filter(meeting=meeting).select_related("owner"))
    found = []
    for kind, head in HEADS.items():
        rows = [
            f"- {plain(note.text)}{_came_of(note)}{f' (@{note.owner.handle} takes it)' if note.owner else ''}"
            for note in notes
            if note.kind == kind
        ]
        if rows:
            found.append("\n".join([f"### {head}", "", *rows]))
    return found


def _came_of(note: Note) -> str:
    return f" {plain(note.outcome)}" if note.outcome else ""


def _promises(meeting: Meeting) -> str:
    rows = Capture.objects.filter(meeting=meeting).select_related("action__owner")
    lines = [
        f"- {each.action.code} {plain(each.action.title)}, "
        f"{f'@{each.action.owner.handle}' if each.action.owner else 'no owner yet'}, by {each.action.due_on:%d %b %Y}"
        for each in rows
    ]
    return "\n".join(["### Actions", "", *lines]) if lines else ""


def _silent(meeting: Meeting) -> str:
    found = []
    for question in meeting.silent_questions.filter(revealed_at__isnull=False).prefetch_related("answers__user"):
        answers = [f"- @{answer.user.handle}: {plain(answer.text)}" for answer in question.answers.all()]
        found.append("\n".join([f"### Asked in silence: {plain(question.text)}", "", *answers]))
    return "\n\n".join(found)
