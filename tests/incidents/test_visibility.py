from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notice
from incidents import workflow
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from tests.builders.incidents import an_entry, an_incident
from tests.cast import Cast, signed_in


def test_it_keeps_whoever_restricts_it_able_to_see_it(cast: Cast) -> None:
    incident = an_incident(cast)
    workflow.change_visibility(incident, by=cast.root, visibility="restricted")
    assert set(Incident.objects.visible_to(cast.root)) == {incident}
    assert set(Incident.objects.visible_to(cast.bob)) == set()


def test_it_is_not_for_everybody_to_change(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        workflow.change_visibility(an_incident(cast), by=cast.bob, visibility="restricted")


def test_it_refuses_teams_only_when_no_team_is_involved(cast: Cast) -> None:
    incident = an_incident(cast, services=[])
    with pytest.raises(Refused):
        workflow.change_visibility(incident, by=cast.root, visibility="team")


def test_it_opens_for_a_day_and_tells_those_listed(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    client = signed_in(cast.root)
    page = client.get(f"/incidents/{incident.reference}/emergency/").content.decode()
    assert incident.title not in page
    client.post(f"/incidents/{incident.reference}/emergency/", {"reason": "Court order."})
    assert client.get(incident.get_absolute_url()).status_code == 200
    assert {notice.recipient for notice in Notice.objects.filter(kind="glass_broken")} == {cast.alice}
    with clock.at(clock.now() + timedelta(hours=25)):
        assert client.get(incident.get_absolute_url()).status_code == 404


def test_it_does_not_open_without_a_reason(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    client = signed_in(cast.root)
    assert client.post(f"/incidents/{incident.reference}/emergency/", {"reason": " "}).status_code == 422
    assert client.get(incident.get_absolute_url()).status_code == 404


def test_it_has_no_emergency_for_what_an_administrator_sees_anyway(cast: Cast) -> None:
    incident = an_incident(cast)
    assert signed_in(cast.root).get(f"/incidents/{incident.reference}/emergency/").status_code == 404


def test_it_answers_others_the_same_whether_it_exists_or_not(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    client = signed_in(cast.mallory)
    answers = {
        client.get(f"/incidents/{reference}/emergency/").status_code for reference in (incident.reference, "INC-9")
    }
    assert len(answers) == 1


def test_it_hides_entries_with_their_incident(cast: Cast) -> None:
    from incidents.models import TimelineEntry

    an_entry(an_incident(cast, visibility="team"), cast)
    assert TimelineEntry.objects.visible_to(cast.bob).count() == 1
    assert TimelineEntry.objects.visible_to(cast.mallory).count() == 0
