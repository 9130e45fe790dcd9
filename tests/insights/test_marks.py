"""Numbers are never older than the last change, whoever made it and however."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.http import QueryDict

from accounts.models import Membership
from actions.models import Action
from incidents import workflow as incidents
from incidents.models import Incident
from insights import workflow
from insights.asked import Asked
from insights.models import ActionDay, ActionMonth, Mark
from insights.page import Page
from kit import clock
from learning.models import Read
from meetings.models import Attendee, Meeting
from postmortems.models import Postmortem, Section, Why
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident
from tests.builders.meetings import a_meeting
from tests.builders.reviews import published
from tests.cast import Cast

NOW = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
Change = Callable[[], object]


def stamp(cast: Cast) -> str:
    return Asked(cast.lena, QueryDict()).stamp


def due(cast: Cast) -> tuple[int, int]:
    with clock.at(NOW):
        facts = Page(cast.lena, QueryDict()).facts
    return int(facts.whole["due"] or 0), int(facts.whole["kept"] or 0)


def test_every_change_of_what_is_counted_is_marked(cast: Cast) -> None:
    postmortem = published(cast, severity="sev1")
    meeting = a_meeting(cast, incident=a_resolved_incident(cast))
    incident, action = postmortem.incident, an_action(cast)
    changes: list[Change] = [
        lambda: Incident.objects.filter(pk=incident.pk).update(severity="sev3"),
        lambda: Incident.objects.filter(pk=incident.pk).update(restored_at=NOW),
        lambda: incident.teams.add(cast.search),
        lambda: incident.services.clear(),
        lambda: incidents.tag(incident, by=cast.alice, tags=[("cause", "Testing gap")]),
        lambda: Postmortem.objects.filter(pk=postmortem.pk).update(published_at=NOW),
        lambda: Why.everything.filter(postmortem=postmortem).update(is_root=True),
        lambda: Meeting.objects.filter(pk=meeting.pk).update(started_at=NOW),
        lambda: Attendee.objects.filter(meeting=meeting).update(joined_at=NOW),
        lambda: Action.objects.filter(pk=action.pk).update(moved=3),
        lambda: incident.participations.all().delete(),
        lambda: Read.objects.create(postmortem=postmortem, reader="x", teams=[cast.payments.pk]),
        lambda: Read.objects.filter(postmortem=postmortem).delete(),
        lambda: Membership.objects.filter(team=cast.payments, user=cast.bob).delete(),
    ]
    for number, change in enumerate(changes):
        before = stamp(cast)
        change()
        assert stamp(cast) != before, number
        after = stamp(cast)
        workflow.sweep()
        assert stamp(cast) == after, number


def test_typing_marks_nothing(cast: Cast) -> None:
    postmortem = published(cast, severity="sev1")
    before = stamp(cast)
    Section.objects.filter(postmortem=postmortem).update(body="Typed")
    Postmortem.objects.filter(pk=postmortem.pk).update(changed_at=NOW, readiness=[])
    Incident.objects.filter(pk=postmortem.incident_id).update(summary="Typed")
    assert stamp(cast) == before


def test_a_change_that_is_taken_back_is_seen_by_nobody(cast: Cast) -> None:
    an_action(cast)
    before = stamp(cast)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Action.objects.update(moved=1)
        raise ZeroDivisionError
    assert stamp(cast) == before


def test_numbers_are_the_same_before_and_after_a_sweep(cast: Cast) -> None:
    for _ in range(6):
        an_action(cast)
    assert due(cast) == (6, 0)
    workflow.sweep()
    assert ActionDay.objects.exists() and ActionMonth.objects.exists() and not Mark.objects.exists()
    assert due(cast) == (6, 0)
    # Whole months are read instead of their days.
    ActionDay.objects.all().delete()
    assert due(cast) == (6, 0)


def test_what_changes_after_a_sweep_is_counted_at_once(cast: Cast) -> None:
    actions = [an_action(cast) for _ in range(6)]
    workflow.sweep()
    Action.objects.filter(pk=actions[0].pk).update(
        state="done", evidence="Seen", closed_at=datetime(2025, 11, 20, tzinfo=UTC)
    )
    assert due(cast) == (6, 1)
    Action.objects.filter(pk=actions[1].pk).update(due_on=datetime(2025, 12, 1).date())
    actions[2].delete()
    assert due(cast) == (5, 1)
    workflow.sweep()
    assert due(cast) == (5, 1)


def test_closing_an_incident_takes_its_actions_out_for_others(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    for _ in range(5):
        an_action(cast, incident=incident)
    workflow.sweep()
    assert due(cast) == (5, 0)
    incidents.change_visibility(incident, by=cast.alice, visibility="restricted")
    assert due(cast) == (0, 0)
    workflow.sweep()
    assert due(cast) == (0, 0)
    incidents.change_visibility(incident, by=cast.alice, visibility="organisation")
    assert due(cast) == (5, 0)
