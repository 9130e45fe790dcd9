import pytest
from django.test import Client

from incidents import workflow as incidents
from postmortems import workflow
from postmortems.models import Postmortem, SectionConflict
from postmortems.models.postmortem import SECTION_LIMIT
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_complete_draft, a_draft, section, write
from tests.cast import Cast, signed_in


def address(postmortem: Postmortem, rest: str) -> str:
    return f"/postmortems/{postmortem.reference}/{rest}"


def save(client: Client, postmortem: Postmortem, body: str, base: str = ""):  # type: ignore[no-untyped-def]
    data = {"body": body, "base": base}
    return client.post(address(postmortem, "sections/what_happened/"), data)


def test_it_shows_every_section_with_its_guidance_and_readiness(cast: Cast) -> None:
    postmortem = a_draft(cast)
    page = signed_in(cast.bob).get(address(postmortem, "edit/")).content.decode()
    assert "0 of 11 ready" in page
    assert "Write last, 2 to 3 sentences" in page
    assert section(postmortem).guidance in page


@pytest.mark.parametrize("view", ["write", "split", "preview"])
def test_it_costs_twelve_queries_at_most(cast: Cast, view: str, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    postmortem, client = a_complete_draft(cast), signed_in(cast.bob)
    with django_assert_max_num_queries(12):
        client.get(address(postmortem, f"edit/?view={view}"))


def test_it_sends_the_page_compressed_to_a_browser_that_takes_it(cast: Cast) -> None:
    postmortem, client = a_draft(cast), signed_in(cast.bob)
    plain = client.get(address(postmortem, "edit/"))
    packed = client.get(address(postmortem, "edit/"), headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert len(packed.content) < len(plain.content) / 2


def test_it_turns_away_strangers_and_readers(cast: Cast) -> None:
    postmortem = a_draft(cast, incident=a_resolved_incident(cast, visibility="team"))
    assert signed_in(cast.mallory).get(address(postmortem, "edit/")).status_code == 404
    assert save(signed_in(cast.carol), postmortem, "Mine.").status_code == 403
    assert save(signed_in(cast.mallory), postmortem, "Mine.").status_code == 404


def test_it_saves_without_script(cast: Cast) -> None:
    postmortem = a_draft(cast)
    answer = save(signed_in(cast.bob), postmortem, "It broke.")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/edit/#section-what_happened")


def test_it_merges_what_two_people_changed_in_different_places(cast: Cast) -> None:
    postmortem = a_draft(cast)
    write(postmortem, "what_happened", "It broke at ten. Nobody saw.", by=cast.alice)
    save(signed_in(cast.alice), postmortem, "It broke at noon. Nobody saw.", "It broke at ten. Nobody saw.")
    answer = save(signed_in(cast.bob), postmortem, "It broke at ten. Erin saw.", "It broke at ten. Nobody saw.")
    assert answer.status_code == 302
    assert section(postmortem).body == "It broke at noon. Erin saw."


def test_it_asks_about_a_sentence_that_blames(cast: Cast) -> None:
    postmortem = a_draft(cast)
    write(postmortem, "what_happened", "The engineer forgot to run the migration.", by=cast.alice)
    page = signed_in(cast.alice).get(address(postmortem, "edit/")).content.decode()
    assert "Wording <span" in page and "The engineer forgot to run the migration" in page
    write(postmortem, "what_happened", "Nothing in the deploy ran the migration.", by=cast.alice)
    assert "Wording <span" not in signed_in(cast.alice).get(address(postmortem, "edit/")).content.decode()


def test_it_leaves_alone_what_the_organisation_says(cast: Cast) -> None:
    postmortem = a_draft(cast)
    workflow.edit_language(by=cast.root, version=1, leave_alone=["forgot"])
    write(postmortem, "what_happened", "The engineer forgot to run the migration.", by=cast.alice)
    assert "Wording <span" not in signed_in(cast.alice).get(address(postmortem, "edit/")).content.decode()


def test_two_people_who_save_one_section_both_keep_their_text(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(signed_in(cast.alice), postmortem, "The pool ran dry.")
    answer = save(signed_in(cast.bob), postmortem, "The pool was empty.")
    assert answer.status_code == 409
    assert "<del>ran dry</del><ins>was empty</ins>" in answer.content.decode()
    assert section(postmortem).body == "The pool ran dry."
    page = signed_in(cast.alice).get(address(postmortem, "edit/")).content.decode()
    assert "@bob wrote another text" in page


def test_without_script_the_conflict_is_a_page_with_both_texts(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(signed_in(cast.alice), postmortem, "Alice's words.")
    answer = save(signed_in(cast.bob), postmortem, "Bob's words.")
    assert answer.status_code == 409
    assert b"The text to keep" in answer.content
    assert b"Bob&#x27;s words." in answer.content


@pytest.mark.parametrize(("keep", "kept"), [("mine", "Both, merged."), ("theirs", "Alice's words.")])
def test_it_settles_a_conflict_either_way(cast: Cast, keep: str, kept: str) -> None:
    postmortem, bob = a_draft(cast), signed_in(cast.bob)
    save(signed_in(cast.alice), postmortem, "Alice's words.")
    save(bob, postmortem, "Bob's words.")
    conflict = SectionConflict.objects.get()
    data = {"body": "Both, merged.", "base": "Alice's words.", "keep": keep}
    answer = bob.post(address(postmortem, f"conflicts/{conflict.pk}/"), data)
    assert answer["Location"].endswith("/edit/#section-what_happened")
    assert section(postmortem).body == kept
    aside = bob.get(address(postmortem, "sections/what_happened/set-aside/")).content.decode()
    assert "Bob&#x27;s words." in aside


def test_a_merge_over_a_newer_text_shows_the_two_again(cast: Cast) -> None:
    postmortem, bob, alice = a_draft(cast), signed_in(cast.bob), signed_in(cast.alice)
    save(alice, postmortem, "Alice's words.")
    save(bob, postmortem, "Bob's words.")
    save(alice, postmortem, "Alice wrote on.", "Alice's words.")
    conflict = SectionConflict.objects.get()
    data = {"body": "Both, merged.", "base": "Alice's words.", "keep": "mine"}
    answer = bob.post(address(postmortem, f"conflicts/{conflict.pk}/"), data)
    assert answer.status_code == 409
    assert section(postmortem).body == "Alice wrote on."
    assert SectionConflict.objects.filter(body="Both, merged.").exists()


def test_it_refuses_a_text_that_is_too_large_and_keeps_it_on_the_page(cast: Cast) -> None:
    postmortem = a_draft(cast)
    answer = save(signed_in(cast.bob), postmortem, "x" * (SECTION_LIMIT + 1))
    assert answer.status_code == 422
    assert b"100000 characters" in answer.content
    assert b"xxxxxxxx" in answer.content
    assert section(postmortem).body == ""


def test_it_says_why_a_published_text_is_locked(cast: Cast) -> None:
    postmortem = a_draft(cast)
    write(postmortem, "what_happened", "As published.", by=cast.alice)
    revision = postmortem.revisions.create(number=1, reason="published", content={}, content_hash="x", by=cast.alice)
    Postmortem.objects.filter(pk=postmortem.pk).update(
        state="published", revision=revision, published_at=postmortem.started_at
    )
    client = signed_in(cast.alice)
    page = client.get(address(postmortem, "edit/")).content.decode()
    assert "published, so its text is locked" in page
    assert "<textarea" not in page
    answer = save(client, postmortem, "Later.", "As published.")
    assert answer.status_code == 422
    assert b"start an amendment" in answer.content


def test_it_renames_the_write_up_and_names_its_authors(cast: Cast) -> None:
    postmortem, client = a_draft(cast), signed_in(cast.alice)
    client.post(address(postmortem, "retitle/"), {"title": "Payments stood still", "version": 1})
    client.post(address(postmortem, "authors/"), {"authors": "@bob, alice"})
    postmortem.refresh_from_db()
    assert postmortem.title == "Payments stood still"
    assert [(each.user.handle, each.leads) for each in postmortem.authorships.all()] == [
        ("bob", True),
        ("alice", False),
    ]


@pytest.mark.parametrize("handles", ["", "nobody-here", "carol"])
def test_it_keeps_the_authors_when_the_new_ones_cannot_be(cast: Cast, handles: str) -> None:
    postmortem = a_draft(cast)
    answer = signed_in(cast.alice).post(address(postmortem, "authors/"), {"authors": handles})
    assert answer.status_code == 422
    assert postmortem.authorships.get().user == cast.alice


def test_it_starts_from_the_incident_once(cast: Cast) -> None:
    incident, client = a_resolved_incident(cast), signed_in(cast.alice)
    page = client.get(f"/postmortems/{incident.reference}/start/").content.decode()
    assert "Suggested" in page
    for _ in range(2):
        answer = client.post(
            f"/postmortems/{incident.reference}/start/", {"template": "light", "authors": "bob, alice"}
        )
        assert answer["Location"] == f"/postmortems/{incident.reference}/edit/"
    postmortem = Postmortem.objects.get()
    assert postmortem.template_version.template.slug == "light"
    assert postmortem.authorships.filter(leads=True).get().user == cast.bob


def test_starting_against_a_decision_asks_for_a_reason(cast: Cast) -> None:
    incident = incidents.decide_write_up(
        a_resolved_incident(cast), by=cast.alice, decision="none", reason="Known fault."
    )
    answer = signed_in(cast.alice).post(
        f"/postmortems/{incident.reference}/start/", {"template": "standard", "authors": "alice"}
    )
    assert answer.status_code == 422
    assert b"Known fault." in answer.content


def test_it_shows_texts_and_blocks_side_by_side(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    page = signed_in(cast.bob).get(address(postmortem, "edit/?view=split")).content.decode()
    assert 'id="preview"' in page
    assert "Why was the pool empty?" in page
    workflow.remove_figure(postmortem.impact_figures.get(), by=cast.bob)
