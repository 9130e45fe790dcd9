import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notice
from incidents import workflow
from kit.errors import Refused
from tests.builders.incidents import a_resolved_incident, an_entry, an_incident, at
from tests.cast import Cast


def test_it_keeps_every_severity_with_its_reason(cast: Cast) -> None:
    incident = an_incident(cast)
    workflow.change_severity(incident, by=cast.bob, severity="sev1", reason="All cards fail.")
    assert [(c.severity, c.reason) for c in incident.severity_changes.all()] == [
        ("sev2", ""),
        ("sev1", "All cards fail."),
    ]


def test_it_changes_nothing_when_the_severity_is_the_same(cast: Cast) -> None:
    incident = an_incident(cast)
    workflow.change_severity(incident, by=cast.bob, severity="sev2")
    assert incident.severity_changes.count() == 1


def test_it_tells_people_listed_of_a_severity_without_a_word_of_prose(cast: Cast) -> None:
    incident = an_incident(cast)
    workflow.change_severity(incident, by=cast.bob, severity="sev1", reason="All cards fail.")
    notice = Notice.objects.get(kind="incident_changed", recipient=cast.alice, channel="inbox")
    assert notice.data == {"change": "severity", "before": "sev2", "severity": "sev1"}


def test_it_is_restored_when_mitigated(cast: Cast) -> None:
    incident = workflow.mitigate(an_incident(cast), by=cast.bob, at=at(80))
    assert (incident.status, incident.restored_at, incident.resolved_at) == ("mitigated", at(80), None)


def test_it_sets_what_resolving_proves_unless_it_was_known(cast: Cast) -> None:
    incident = workflow.mitigate(an_incident(cast), by=cast.bob, at=at(80))
    incident = workflow.resolve(incident, by=cast.bob, at=at(135))
    assert (incident.restored_at, incident.resolved_at) == (at(80), at(135))


def test_it_resolves_once(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    assert workflow.resolve(incident, by=cast.bob, at=at(500)).resolved_at == at(135)


def test_it_reopens_only_with_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused):
        workflow.reopen(a_resolved_incident(cast), by=cast.bob, reason=" ")


def test_it_loses_its_all_clear_when_reopened(cast: Cast) -> None:
    incident = an_incident(cast)
    entry = an_entry(incident, cast, 135, "All clear", milestone="resolved")
    incident = workflow.resolve(incident, by=cast.alice, at=at(135))
    incident = workflow.reopen(incident, by=cast.bob, reason="The leak is back.")
    entry.refresh_from_db()
    assert (incident.status, incident.resolved_at, entry.milestone) == ("open", None, "")


def test_it_decides_only_with_a_reason_that_no_write_up_is_needed(cast: Cast) -> None:
    with pytest.raises(Refused):
        workflow.decide_write_up(an_incident(cast), by=cast.alice, decision="none")


def test_it_leaves_the_decision_to_tech_leads_of_the_teams_involved(cast: Cast) -> None:
    incident = an_incident(cast)
    for person in (cast.bob, cast.mallory, cast.lena):
        with pytest.raises(PermissionDenied):
            workflow.decide_write_up(incident, by=person, decision="full")
    assert workflow.decide_write_up(incident, by=cast.alice, decision="full").decided_by == cast.alice
