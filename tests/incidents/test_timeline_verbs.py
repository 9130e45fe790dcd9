import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Activity
from incidents import workflow
from incidents.models import TimelineEntry
from kit.errors import Refused, Stale
from tests.builders.incidents import a_resolved_incident, an_entry, an_incident, at
from tests.cast import Cast


def test_it_sets_the_milestone_it_proves(cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, 2, "Paged", milestone="detected")
    incident.refresh_from_db()
    assert incident.detected_at == at(2)


def test_it_takes_the_milestone_along_when_it_is_moved(cast: Cast) -> None:
    incident = an_incident(cast)
    entry = an_entry(incident, cast, 2, "Paged", milestone="detected")
    workflow.edit_entry(entry, by=cast.bob, version=1, at=at(4))
    incident.refresh_from_db()
    assert incident.detected_at == at(4)


def test_it_takes_the_proof_over_from_another_entry(cast: Cast) -> None:
    incident = an_incident(cast)
    first = an_entry(incident, cast, 2, "Paged", milestone="detected")
    an_entry(incident, cast, 1, "Graph turned red", milestone="detected")
    first.refresh_from_db()
    incident.refresh_from_db()
    assert (first.milestone, incident.detected_at) == ("", at(1))


def test_it_no_longer_proves_a_milestone_that_was_set_to_another_time(cast: Cast) -> None:
    incident = an_incident(cast)
    entry = an_entry(incident, cast, 2, "Paged", milestone="detected")
    workflow.set_milestones(incident, by=cast.bob, times={"detected": at(3)})
    entry.refresh_from_db()
    assert entry.milestone == ""


def test_it_gives_a_milestone_its_time_when_named_as_proof(cast: Cast) -> None:
    incident = an_incident(cast)
    entry = an_entry(incident, cast, 45, "Leak found")
    incident = workflow.set_milestones(
        incident, by=cast.bob, times={"understood": None}, proofs={"understood": entry}, version=incident.version
    )
    entry.refresh_from_db()
    assert (incident.understood_at, entry.milestone) == (at(45), "understood")


def test_it_stores_a_milestone_before_the_start(cast: Cast) -> None:
    incident = workflow.set_milestones(an_incident(cast), by=cast.bob, times={"detected": at(-5)})
    assert incident.detected_at == at(-5)


def test_it_never_clears_the_start(cast: Cast) -> None:
    with pytest.raises(Refused):
        workflow.set_milestones(an_incident(cast), by=cast.bob, times={"started": None})


def test_it_tells_a_stale_form(cast: Cast) -> None:
    entry = an_entry(an_incident(cast), cast)
    workflow.edit_entry(entry, by=cast.bob, version=1, text="Errors at 95%")
    with pytest.raises(Stale) as stale:
        workflow.edit_entry(entry, by=cast.alice, version=1, text="Errors at 9%")
    assert str(stale.value.current).endswith("Errors at 95%")


def test_it_keeps_what_an_entry_said_before(cast: Cast) -> None:
    entry = an_entry(an_incident(cast), cast)
    workflow.edit_entry(entry, by=cast.bob, version=1, text="Errors at 95%")
    assert Activity.objects.about(entry)[0].data["changes"] == {"text": ["Errors rise", "Errors at 95%"]}


def test_it_comes_back_as_it_was(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    entry = an_entry(incident, cast, 2, "Paged", milestone="detected")
    workflow.delete_entry(entry, by=cast.alice)
    assert not TimelineEntry.objects.kept().exists()
    workflow.restore_entry(entry, by=cast.alice)
    assert TimelineEntry.objects.kept().get().milestone == "detected"


def test_it_leaves_the_milestone_to_the_entry_that_proves_it_by_now(cast: Cast) -> None:
    incident = an_incident(cast)
    first = an_entry(incident, cast, 2, "Paged", milestone="detected")
    workflow.delete_entry(first, by=cast.alice)
    an_entry(incident, cast, 1, "Graph turned red", milestone="detected")
    assert workflow.restore_entry(first, by=cast.alice).milestone == ""


def test_it_leaves_open_forms_valid_when_starred(cast: Cast) -> None:
    entry = an_entry(an_incident(cast), cast)
    assert workflow.star_entry(entry, by=cast.bob, starred=True).version == 1


def test_it_adds_once_however_often_the_button_is_pressed(cast: Cast) -> None:
    incident = an_incident(cast)
    assert an_entry(incident, cast, once="t") == an_entry(incident, cast, once="t")


def test_it_refuses_an_entry_without_words(cast: Cast) -> None:
    with pytest.raises(Refused):
        an_entry(an_incident(cast), cast, text="  ")


def test_it_is_not_for_viewers(cast: Cast) -> None:
    incident = an_incident(cast)
    with pytest.raises(PermissionDenied):
        an_entry(incident, cast, by=cast.carol)


def test_it_keeps_the_word_that_nothing_happened_once(cast: Cast) -> None:
    incident = an_incident(cast)
    for _ in range(2):
        workflow.answer_gap(incident, by=cast.bob, start_at=at(0), end_at=at(20), note="Waiting.")
    spell = incident.quiet_spells.get()
    workflow.reopen_gap(spell, by=cast.alice)
    assert not incident.quiet_spells.exists()
