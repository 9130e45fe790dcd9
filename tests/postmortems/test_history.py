from typing import Any

from django.urls import reverse

from postmortems import contributors, workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import TEXTS, a_complete_draft, write
from tests.builders.reviews import approved, in_review, published
from tests.builders.typing import typed
from tests.cast import Cast, signed_in


def at(name: str, postmortem: Postmortem, *args: Any) -> str:
    return reverse(f"postmortems:{name}", args=[postmortem.reference, *args])


def test_it_lists_every_revision_with_who_when_and_why(cast: Cast) -> None:
    html = signed_in(cast.carol).get(at("history", published(cast))).content.decode()
    for words in ("Sent for review", "What readers see", "published the write-up as version 2", "approved revision 1"):
        assert words in html, words


def test_it_compares_any_two_revisions(cast: Cast) -> None:
    postmortem = in_review(cast)
    write(postmortem, "resolution", TEXTS["resolution"] + " Payments came back.", by=cast.bob)
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    client = signed_in(cast.carol)
    html = client.get(at("compare", postmortem) + "?from=1&to=2").content.decode()
    assert "<ins> Payments came back.</ins>" in html
    assert "Revision 1 to 2" in client.get(at("compare", postmortem)).content.decode()
    assert "No difference" in client.get(at("compare", postmortem) + "?from=2&to=2").content.decode()
    assert client.get(at("compare", postmortem) + "?from=x&to=99").status_code == 200


def test_it_shows_one_revision_as_it_read(cast: Cast) -> None:
    postmortem = in_review(cast)
    write(postmortem, "resolution", "Other words.", by=cast.bob)
    html = signed_in(cast.carol).get(at("revision", postmortem, 1)).content.decode()
    assert "The pool&#x27;s usage was compared" in html or "The pool's usage was compared" in html
    assert "Other words." not in html
    assert signed_in(cast.carol).get(at("revision", postmortem, 9)).status_code == 404


def test_it_restores_after_asking(cast: Cast) -> None:
    postmortem = approved(cast)
    write(postmortem, "resolution", "Other words.", by=cast.bob)
    client, address = signed_in(cast.bob), at("restore", postmortem, 1)
    assert "nothing is lost" in client.get(address).content.decode()
    assert "Revision 1 restored" in client.post(address, follow=True).content.decode()
    assert postmortem.sections.get(key="resolution").body == TEXTS["resolution"]


def test_it_offers_no_restore_of_a_published_text(cast: Cast) -> None:
    postmortem = published(cast)
    client = signed_in(cast.bob)
    assert "/restore/" not in client.get(at("history", postmortem)).content.decode()
    assert client.post(at("restore", postmortem, 1)).status_code == 409


def test_it_turns_readers_and_strangers_away(cast: Cast) -> None:
    postmortem = in_review(cast, by=cast.bob, visibility="team")
    assert signed_in(cast.carol).post(at("restore", postmortem, 1)).status_code == 403
    client = signed_in(cast.mallory)
    for address in (
        at("history", postmortem),
        at("compare", postmortem),
        at("revision", postmortem, 1),
        at("restore", postmortem, 1),
    ):
        assert client.get(address).status_code == 404


def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem = published(cast)
    client = signed_in(cast.carol)
    for name in ("history", "compare"):
        with django_assert_max_num_queries(12):
            client.get(at(name, postmortem))


def test_it_says_who_wrote_in_which_section_for_which_revision(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem = a_complete_draft(cast)
    workflow.request_review(postmortem, by=cast.alice, reviewers=[cast.lena])
    typed(postmortem, " By Bob.", cast.bob.pk, "what_happened")
    typed(postmortem, " By Erin.", cast.erin.pk, "what_happened")
    typed(postmortem, " By Bob.", cast.bob.pk, "lessons")
    workflow.request_review(postmortem, by=cast.alice, reviewers=[cast.lena])
    write(postmortem, "resolution", "By Erin, later.", by=cast.erin)
    postmortem = Postmortem.objects.get(pk=postmortem.pk)
    revisions = list(postmortem.revisions.all())
    found = contributors.by_revision(postmortem, revisions)
    said = {pk: {each.title: each.handles for each in written} for pk, written in found.items()}
    assert said[revisions[0].pk] == {"What happened": ("bob", "erin"), "Lessons learned": ("bob",)}
    assert set(said[revisions[1].pk].values()) == {("alice",)}
    assert list(said[None].values()) == [("erin",)]
    client, address = signed_in(cast.carol), at("history", postmortem)
    with django_assert_max_num_queries(12):
        html = client.get(address).content.decode()
    assert "What happened: @bob, @erin" in html
    assert "Written since" in html
    html = client.get(at("compare", postmortem) + "?from=1&to=2").content.decode()
    assert "Written by @bob, @erin" in html


def test_what_was_written_into_an_amendment_is_told_of_its_revision(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    write(Postmortem.objects.get(pk=postmortem.pk), "summary", "15,000 customers.", by=cast.erin)
    postmortem = workflow.publish(postmortem, by=cast.bob, note="Corrected.")
    newest = list(postmortem.revisions.all())
    found = contributors.by_revision(postmortem, newest)
    assert [each.handles for each in found[newest[0].pk]] == [("erin",)]
    assert None not in found


def test_it_restores_one_section_after_asking(cast: Cast) -> None:
    postmortem = approved(cast)
    write(postmortem, "resolution", "Other words.", by=cast.bob)
    write(postmortem, "lessons", "Other lessons.", by=cast.bob)
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    client, address = signed_in(cast.bob), at("restore_section", postmortem, 1, "resolution")
    html = client.get(at("compare", postmortem) + "?from=1&to=2").content.decode()
    assert address in html
    assert at("restore_section", postmortem, 1, "impact") not in html
    assert "everything else stays" in client.get(address).content.decode()
    assert "is as in revision 1" in client.post(address, follow=True).content.decode()
    assert postmortem.sections.get(key="resolution").body == TEXTS["resolution"]
    assert postmortem.sections.get(key="lessons").body == "Other lessons."
    assert signed_in(cast.carol).post(address).status_code == 403
