import pytest
from django.test import Client

from accounts.models import User
from kit.errors import Refused, Stale
from postmortems import content, workflow
from postmortems.comparison import compare
from postmortems.draft import Draft
from postmortems.models import Defence, Mitigator, Postmortem, WhatIf
from postmortems.supplied.questions import QUESTIONS
from tests.builders.defences import a_layer, fill
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_complete_draft, a_draft
from tests.builders.reviews import an_action, approved, in_review, sent
from tests.cast import Cast, signed_in

HTMX = {"HX-Request": "true"}


def post(by: User, postmortem: Postmortem, rest: str, **data: object):  # type: ignore[no-untyped-def]
    return signed_in(by).post(f"/postmortems/{postmortem.reference}/{rest}", data, headers=HTMX)


def test_it_adds_a_layer_once_however_often_the_button_is_pressed(cast: Cast) -> None:
    postmortem = a_draft(cast)
    given = {"layer": "Monitoring", "outcome": "hole", "detail": "No alert below 100%."}
    for _ in range(2):
        answer = post(cast.bob, postmortem, "defences/add/", once="one-press", **given)
    assert b'id="block-defences"' in answer.content
    assert b"The only layer had a hole." in answer.content
    assert Defence.objects.get().detail == "No alert below 100%."


def test_it_keeps_layers_in_the_order_people_put_them_in(cast: Cast) -> None:
    postmortem = a_draft(cast)
    rows = [a_layer(postmortem, cast.bob, name) for name in ("Review", "Testing", "Response")]
    answer = post(cast.bob, postmortem, f"defences/{rows[2].pk}/move/", where="up")
    assert answer.status_code == 200
    assert [row.layer for row in postmortem.defences.all()] == ["Review", "Response", "Testing"]
    workflow.move_defence(rows[0], by=cast.bob, up=True)
    assert [row.layer for row in postmortem.defences.all()] == ["Review", "Response", "Testing"]


def test_a_hole_is_closed_by_an_action_of_the_incident_only(cast: Cast) -> None:
    postmortem = a_draft(cast)
    mine, theirs = an_action(cast, postmortem.incident), an_action(cast, a_resolved_incident(cast))
    row = a_layer(postmortem, cast.bob, closed_by=mine)
    with pytest.raises(Refused, match="another incident"):
        workflow.edit_defence(row, by=cast.bob, version=1, closed_by=theirs)
    with pytest.raises(Refused, match="another incident"):
        a_layer(postmortem, cast.bob, "Testing", closed_by=theirs)
    assert (
        post(cast.bob, postmortem, "defences/add/", layer="X", outcome="hole", closed_by=theirs.pk).status_code == 422
    )
    page = signed_in(cast.bob).get(f"/postmortems/{postmortem.reference}/edit/").content.decode()
    assert f"ACT-{mine.number}</a>" in page


@pytest.mark.parametrize(
    ("path", "given", "name"),
    [
        ("defences", {"layer": "Review", "outcome": "hole"}, "detail"),
        ("mitigators", {"text": "A flag"}, "effect"),
        ("whatifs", {"question": "At night?"}, "answer"),
    ],
)
def test_the_second_save_of_a_row_shows_what_the_first_made_of_it(
    cast: Cast, path: str, given: dict[str, str], name: str
) -> None:
    postmortem = a_draft(cast)
    assert post(cast.alice, postmortem, f"{path}/add/", **given).status_code == 200
    row = getattr(postmortem, path).get()
    first = post(cast.alice, postmortem, f"{path}/{row.pk}/", **given, version=1, **{name: "Alice's"})
    second = post(cast.bob, postmortem, f"{path}/{row.pk}/", **given, version=1, **{name: "Bob's"})
    assert (first.status_code, second.status_code) == (200, 409)
    assert "Alice&#x27;s" in second.content.decode()
    assert "Bob&#x27;s" in second.content.decode()
    row.refresh_from_db()
    assert getattr(row, name) == "Alice's"


@pytest.mark.parametrize("path", ["defences", "mitigators", "whatifs"])
def test_a_row_goes_and_comes_back(cast: Cast, path: str) -> None:
    postmortem = a_complete_draft(cast)
    fill(postmortem, cast.bob)
    rows = getattr(postmortem, path)
    row, before = rows.first(), rows.count()
    answer = post(cast.bob, postmortem, f"{path}/{row.pk}/remove/")
    assert f"{path}/{row.pk}/restore/" in answer["HX-Trigger"]
    assert rows.count() == before - 1
    with pytest.raises(Stale):
        getattr(workflow, f"edit_{path.removesuffix('s')}")(row, by=cast.alice, version=1)
    post(cast.bob, postmortem, f"{path}/{row.pk}/restore/")
    assert rows.count() == before


@pytest.mark.parametrize("path", ["defences", "mitigators", "whatifs"])
def test_its_forms_are_pages_without_script_and_closed_to_others(cast: Cast, path: str) -> None:
    postmortem = a_draft(cast, incident=a_resolved_incident(cast, visibility="team"))
    address = f"/postmortems/{postmortem.reference}/{path}/add/"
    assert b"<!doctype html>" in signed_in(cast.bob).get(address).content
    assert signed_in(cast.carol).get(address).status_code == 403
    assert signed_in(cast.mallory).get(address).status_code == 404


def test_questions_worth_asking_are_offered_until_they_are_asked(cast: Cast) -> None:
    postmortem = a_draft(cast)
    client: Client = signed_in(cast.bob)
    page = client.get(f"/postmortems/{postmortem.reference}/edit/").content.decode()
    assert all(question in page for question in QUESTIONS)
    assert not WhatIf.objects.exists()
    form = client.get(f"/postmortems/{postmortem.reference}/whatifs/add/", {"question": QUESTIONS[0]})
    assert QUESTIONS[0] in form.content.decode()
    workflow.add_whatif(postmortem, by=cast.bob, question=QUESTIONS[0], answer="A graph.")
    assert Draft(postmortem).unasked == list(QUESTIONS[1:])


def states(postmortem: Postmortem) -> tuple[str, str]:
    found = {each.key: each.state for each in Draft(postmortem).readiness}
    return found["defences"], found["what_if"]


def test_rows_count_as_content_of_their_section(cast: Cast) -> None:
    postmortem = a_draft(cast)
    assert states(postmortem) == ("empty", "empty")
    workflow.add_mitigator(postmortem, by=cast.bob, text="A flag")
    workflow.add_whatif(postmortem, by=cast.bob, question="At night?")
    assert states(postmortem) == ("done", "done")


def test_an_approval_goes_stale_when_a_row_changes_and_returns_with_it(cast: Cast) -> None:
    postmortem = approved(cast)
    row = a_layer(postmortem, cast.bob)
    assert Postmortem.objects.get(pk=postmortem.pk).state == "in_review"
    workflow.remove_defence(row, by=cast.bob)
    assert Postmortem.objects.get(pk=postmortem.pk).state == "approved"
    workflow.add_whatif(postmortem, by=cast.bob, question="At night?")
    assert Postmortem.objects.get(pk=postmortem.pk).state == "in_review"


def test_a_text_frozen_before_there_were_such_rows_is_the_same_text_today(cast: Cast) -> None:
    frozen = content.freeze(a_complete_draft(cast))
    assert not {"defences", "mitigators", "whatifs"} & set(frozen)


def test_it_freezes_compares_and_restores_them(cast: Cast) -> None:
    postmortem = in_review(cast)
    plain = sent(postmortem).content
    fill(postmortem, cast.bob)
    filled = content.freeze(postmortem)
    assert [each["layer"] for each in filled["defences"]] == ["Review", "Response"]
    assert filled["defences"][0]["closed_by"] == postmortem.incident.actions.get().number
    changes = {each.key: each for each in compare(plain, filled)}
    assert changes["defences"].said == "3 added"
    assert changes["what_if"].said == "1 added"
    postmortem = workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    latest = sent(postmortem)
    workflow.restore(postmortem, by=cast.bob, revision=postmortem.revisions.get(number=1))
    assert not Defence.objects.exists()
    assert not Mitigator.objects.exists()
    workflow.restore(Postmortem.objects.get(pk=postmortem.pk), by=cast.bob, revision=latest)
    assert content.own_part(content.freeze(postmortem)) == content.own_part(latest.content)
