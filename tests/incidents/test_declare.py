from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from activity import workflow as activity_workflow
from activity.models import Activity, Notice
from incidents import workflow
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from tests.builders.incidents import STARTED, an_incident
from tests.cast import Cast


def test_it_counts_its_references(cast: Cast) -> None:
    first, second = an_incident(cast), an_incident(cast)
    assert second.number == first.number + 1
    assert first.reference == f"INC-{first.number}"


def test_it_involves_the_teams_that_own_the_services(cast: Cast) -> None:
    assert list(an_incident(cast, by=cast.bob).teams.all()) == [cast.payments]


def test_it_involves_the_named_teams_instead_when_there_are_any(cast: Cast) -> None:
    assert list(an_incident(cast, teams=[cast.search]).teams.all()) == [cast.search]


def test_it_lists_the_declarer_as_responder_and_keeps_the_first_severity(cast: Cast) -> None:
    incident = an_incident(cast, by=cast.bob)
    assert [(p.user, p.role) for p in incident.participations.all()] == [(cast.bob, "responder")]
    assert [change.severity for change in incident.severity_changes.all()] == ["sev2"]


def test_it_happens_once_however_often_the_button_is_pressed(cast: Cast) -> None:
    assert an_incident(cast, once="token") == an_incident(cast, once="token")
    assert Incident.objects.count() == 1


def test_it_is_another_incident_when_another_person_sends_the_same_token(cast: Cast) -> None:
    assert an_incident(cast, once="token") != an_incident(cast, by=cast.bob, once="token")


def test_it_keeps_only_criteria_the_policy_knows(cast: Cast) -> None:
    assert an_incident(cast, criteria=["payments", "invented", "outage"]).criteria == ["outage", "payments"]


def test_it_refuses_a_start_in_the_future(cast: Cast) -> None:
    with pytest.raises(Refused, match="future"):
        an_incident(cast, started_at=clock.now() + timedelta(days=3))


def test_it_refuses_a_start_in_the_last_century(cast: Cast) -> None:
    with pytest.raises(Refused, match="2000"):
        an_incident(cast, started_at=STARTED.replace(year=1970))


def test_it_is_not_for_viewers(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        an_incident(cast, by=cast.carol)


def test_it_records_the_decision_with_it_when_a_tech_lead_declares(cast: Cast) -> None:
    incident = an_incident(cast, decision="none", decision_reason="Known issue.")
    assert (incident.decision, incident.decided_by) == ("none", cast.alice)


def test_it_makes_nothing_when_the_decision_is_not_the_declarers_to_take(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        an_incident(cast, by=cast.bob, decision="full")


def test_it_tells_the_tech_lead_and_the_followers_of_what_broke(cast: Cast) -> None:
    activity_workflow.follow(cast.payment_api, by=cast.lena)
    an_incident(cast, by=cast.bob)
    assert told("incident_changed") == {cast.alice, cast.lena}


def test_it_says_what_it_was_declared_as(cast: Cast) -> None:
    incident = an_incident(cast)
    activity = Activity.objects.about(incident).get()
    assert (activity.verb, activity.data["severity"]) == ("incident.declared", "sev2")


def told(kind: str) -> set[User]:
    return {notice.recipient for notice in Notice.objects.filter(kind=kind) if notice.recipient}


def test_it_lets_somebody_in_who_could_not_see_it(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    workflow.admit(incident, by=cast.alice, user=cast.bob)
    workflow.admit(incident, by=cast.alice, user=cast.alice)
    assert [(p.user, p.role) for p in incident.participations.all()] == [
        (cast.alice, "responder"),
        (cast.bob, "reader"),
    ]
