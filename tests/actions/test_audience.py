"""Who hears of a rung when somebody is missing, has left or may not see it."""

import pytest
from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from actions import workflow
from activity.delivery import sweep
from activity.models import Notice
from kit import clock
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast


def who_hears(step: str) -> set[str]:
    rows = Notice.objects.filter(data__step=step, recipient__isnull=False)
    return set(rows.values_list("recipient__handle", flat=True))


def leave(user: User) -> None:
    user.is_active = False
    user.save()


def test_it_goes_to_the_manager_while_there_is_no_lead(cast: Cast) -> None:
    cast.payments.lead = None
    cast.payments.save()
    an_action(cast)
    workflow.open_steps(days_late(1))
    assert who_hears("week-1") == {"bob", "erin"}


def test_it_goes_to_administrators_while_there_is_nobody_else(cast: Cast) -> None:
    leave(cast.erin)
    an_action(cast)
    workflow.open_steps(days_late(15))
    assert who_hears("week-3") == {"root"}


def test_it_goes_to_the_lead_when_the_owner_has_left(cast: Cast) -> None:
    an_action(cast)
    leave(cast.bob)
    workflow.open_steps(days_late(0))
    assert who_hears("due-day") == {"alice"}


def test_it_finds_the_owners_team_for_an_action_without_one(cast: Cast) -> None:
    cast.bob.memberships.all().delete()
    action = an_action(cast, owner=cast.bob)
    assert action.team is None
    workflow.open_steps(days_late(1))
    assert who_hears("week-1") == {"bob", "root"}
    cast.payments.memberships.create(user=cast.bob)
    workflow.open_steps(days_late(15))
    assert who_hears("week-3") == {"erin"}


@pytest.mark.parametrize("members", [True, False])
def test_it_raises_it_with_the_team_even_without_a_list(cast: Cast, members: bool) -> None:
    cast.payments.standup_list = ""
    cast.payments.save()
    an_action(cast, team=cast.payments)
    if not members:
        cast.payments.memberships.all().delete()
    workflow.open_steps(days_late(8))
    assert who_hears("week-2") == ({"alice", "bob", "carol"} if members else {"alice"})


def test_it_tells_only_those_who_may_see_a_restricted_action(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    an_action(cast, incident=incident, source="incident")
    workflow.open_steps(days_late(22))
    assert who_hears("week-1") == who_hears("week-2") == who_hears("week-4") == {"alice", "bob"}
    assert who_hears("week-3") == {"alice", "bob"}  # erin is not listed: whoever is hears instead
    assert not Notice.objects.exclude(address="").exists()


def test_it_keeps_the_title_of_a_restricted_action_out_of_mail(
    cast: Cast, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    incident = an_incident(cast, visibility="restricted")
    an_action(cast, incident=incident, source="incident", title="Rotate the leaked signing key")
    workflow.open_steps(days_late(22))
    with clock.at(days_late(23)):
        sweep()
    assert mailoutbox and not any("signing key" in mail.message().as_string() for mail in mailoutbox)


def test_it_says_every_rung_in_mail(cast: Cast, mailoutbox: list[EmailMultiAlternatives]) -> None:
    an_action(cast)
    for day in (-5, 0, 1, 8, 15, 22):
        workflow.open_steps(days_late(day))
        with clock.at(days_late(day + 2, hour=23)):
            sweep()
    assert not Notice.objects.filter(state="failed").exists()
    titles = {mail.subject for mail in mailoutbox}
    for beginning in ("Due 24 Nov 2025:", "Due today:", "Week 1", "For the standup:", "Week 3", "Decision required:"):
        assert any(title.startswith(beginning) for title in titles), (beginning, titles)
