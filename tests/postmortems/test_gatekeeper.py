"""Who may join a write-up's document, and who is told when that changed."""

import pytest

from accounts import workflow as people
from activity.record import record
from incidents import workflow as incidents
from live import rights
from postmortems import gatekeeper, workflow
from postmortems.models import Postmortem
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_draft
from tests.builders.reviews import published
from tests.builders.typing import Ear
from tests.cast import PASSWORD, Cast, signed_in


def test_writers_type_and_viewers_follow(cast: Cast) -> None:
    document_id = a_draft(cast).document_id
    bob, carol = rights.of(document_id, cast.bob), rights.of(document_id, cast.carol)
    assert bob is not None
    assert carol is not None
    assert (bob.may_write, carol.may_write) == (True, False)
    assert (bob.handle, bob.name) == ("bob", "Bob")
    assert "what_happened" in bob.sections
    assert "impact" not in {key for key in bob.sections if key == "actions"}


def test_whoever_cannot_see_the_incident_has_no_access(cast: Cast) -> None:
    document_id = a_draft(cast, incident=a_resolved_incident(cast, visibility="team")).document_id
    assert gatekeeper.rights(document_id, cast.mallory) is None
    assert gatekeeper.rights(document_id, cast.bob) is not None
    people.deactivate(cast.bob, by=cast.root)
    cast.bob.refresh_from_db()
    assert gatekeeper.rights(document_id, cast.bob) is None
    assert gatekeeper.rights(document_id + 1_000, cast.alice) is None


def test_what_is_published_is_followed_and_an_amendment_is_written(cast: Cast) -> None:
    postmortem = published(cast)
    left = postmortem.document_id
    assert not gatekeeper.rights(left, cast.bob).may_write
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    opened = Postmortem.objects.get(pk=postmortem.pk).document_id
    assert gatekeeper.rights(opened, cast.bob).may_write
    assert not gatekeeper.rights(left, cast.bob).may_write


def test_it_costs_two_queries(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    document_id = a_draft(cast).document_id
    with django_assert_num_queries(2):
        gatekeeper.rights(document_id, cast.bob)


@pytest.mark.django_db(transaction=True)
def test_a_change_of_somebodys_rights_is_told_to_the_rooms(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    document_id, ear = a_draft(cast, incident=incident).document_id, Ear()

    def told(words: str, deed: object) -> None:
        assert words in ear.heard(), deed

    people.change_role(cast.bob, by=cast.root, role="viewer")
    told(f"r:0:{cast.bob.pk}", "role")
    people.deactivate(cast.erin, by=cast.root)
    told(f"r:0:{cast.erin.pk}", "deactivation")
    people.remove_member(cast.payments, by=cast.alice, user=cast.carol)
    told("r:0:0", "membership")
    incidents.list_person(incident, by=cast.alice, user=cast.mallory, role="reader")
    told(f"r:{document_id}:0", "people")
    incidents.change_visibility(incident, by=cast.alice, visibility="restricted")
    told(f"r:{document_id}:0", "visibility")
    incidents.unlist_person(incident, by=cast.alice, user=cast.mallory, role="reader")
    told(f"r:{document_id}:0", "people")
    incidents.break_glass(incident, by=cast.root, reason="To look.")
    told(f"r:{document_id}:0", "broken glass")


@pytest.mark.django_db(transaction=True)
def test_publishing_and_reopening_is_told_to_the_rooms(cast: Cast) -> None:
    ear = Ear()
    postmortem = published(cast)
    assert f"r:{postmortem.document_id}:0" in ear.heard()
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    assert f't:{postmortem.document_id}:{{"what":"state","by":"bob"}}' in ear.heard()
    postmortem = workflow.drop_amendment(Postmortem.objects.get(pk=postmortem.pk), by=cast.bob)
    assert f"r:{postmortem.document_id}:0" in ear.heard()


@pytest.mark.django_db(transaction=True)
def test_signing_out_and_a_new_password_are_told_to_the_rooms(cast: Cast) -> None:
    ear, client = Ear(), signed_in(cast.bob)
    client.post("/account/logout/")
    assert f"r:0:{cast.bob.pk}" in ear.heard()
    client = signed_in(cast.bob)
    given = {"oldpassword": PASSWORD, "password1": "another-horse-battery", "password2": "another-horse-battery"}
    assert client.post("/account/password/change/", given).status_code == 302
    assert f"r:0:{cast.bob.pk}" in ear.heard()


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_back_is_told_to_nobody(cast: Cast) -> None:
    from django.db import transaction

    postmortem, ear = a_draft(cast), Ear()
    with transaction.atomic():
        record("postmortem.retitled", postmortem, by=cast.bob)
        transaction.set_rollback(True)
    assert ear.heard() == set()
