"""What a review will ask for: shown beside the timeline while there is time to find out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidents import durations

if TYPE_CHECKING:
    from incidents.models import Incident
    from incidents.story import Story

ENOUGH_ENTRIES = 3


@dataclass(frozen=True)
class Check:
    """`href` leads to the first thing to mend."""

    done: bool
    text: str
    href: str = ""


def checks(incident: Incident, story: Story) -> list[Check]:
    return [*_entries(story), _gaps(story), _who(story), _known(story), _milestones(incident)]


def _entries(story: Story) -> list[Check]:
    count = len(story.entries)
    return (
        [] if count >= ENOUGH_ENTRIES else [Check(False, f"{_count(count, 'entry', 'entries')}; a review needs three")]
    )


def _gaps(story: Story) -> Check:
    found = story.open_gaps
    if not found:
        return Check(True, "No unexplained gap of 15 minutes or more")
    return Check(
        False, f"{_count(len(found), 'gap', 'gaps')} of 15 minutes or more", f"#gap-{found[0].start:%Y%m%d%H%M%S}"
    )


def _who(story: Story) -> Check:
    found = [entry for entry in story.entries if not entry.who]
    if not found:
        return Check(True, "Every entry says who or what")
    return Check(False, f"{_count(len(found), 'entry', 'entries')} without a who or what", f"#entry-{found[0].pk}")


def _known(story: Story) -> Check:
    decisions = [entry for entry in story.entries if entry.is_decision]
    silent = [entry for entry in decisions if not entry.known]
    if silent:
        said = _count(len(silent), "decision does", "decisions do")
        return Check(False, f"{said} not say what was known at the time", f"#entry-{silent[0].pk}")
    return Check(True, "Every decision says what was known at the time" if decisions else "No decision to explain")


def _milestones(incident: Incident) -> Check:
    times = incident.milestones
    for earlier, later in durations.out_of_order(times):
        text = f"{durations.MILESTONES[later]} lies before {durations.MILESTONES[earlier].lower()}"
        return Check(False, f"{text}; left out of statistics", "#milestones")
    unset = [name for name, at in times.items() if at is None]
    if unset:
        return Check(False, f"{_count(len(unset), 'milestone', 'milestones')} not set", "#milestones")
    return Check(True, "All seven milestones set and in order")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
