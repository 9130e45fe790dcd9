import pytest
from django.db import DatabaseError, transaction

from activity.models import Activity, Notice
from activity.notify import Telling
from activity.record import record
from tests.builders.incidents import an_incident
from tests.cast import Cast


def test_it_refuses_to_rewrite_what_was_done(cast: Cast) -> None:
    record("incident.tested", an_incident(cast), by=cast.alice)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Activity.objects.update(verb="incident.rewritten")


def test_it_refuses_to_forget_what_was_done(cast: Cast) -> None:
    record("incident.tested", an_incident(cast), by=cast.alice)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Activity.objects.all().delete()


def test_it_names_the_incident_that_a_thing_hangs_on(cast: Cast) -> None:
    incident = an_incident(cast)
    assert record("incident.tested", incident, by=cast.alice).reference == incident.reference


def test_it_does_not_tell_people_what_they_did_themselves(cast: Cast) -> None:
    telling = Telling("write_up_needed", to=[cast.alice, cast.bob], data={"decision": "full"})
    record("incident.tested", an_incident(cast), by=cast.alice, notify=[telling])
    heard = set(Notice.objects.filter(kind="write_up_needed").values_list("recipient__handle", flat=True))
    assert heard == {"bob"}


def test_it_leaves_nothing_behind_when_the_verb_fails(cast: Cast) -> None:
    incident = an_incident(cast)
    before = Activity.objects.count(), Notice.objects.count()
    telling = Telling("write_up_needed", to=[cast.bob])
    with pytest.raises(RuntimeError), transaction.atomic():
        record("incident.tested", incident, by=cast.alice, notify=[telling])
        raise RuntimeError
    assert (Activity.objects.count(), Notice.objects.count()) == before
