from typing import Any

from django.urls import reverse

from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import TEXTS, write
from tests.builders.reviews import approved, in_review, published
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
