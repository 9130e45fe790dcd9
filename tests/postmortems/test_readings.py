"""How far a reader has come: what changed after they read it is unread again, what stayed is not."""

import re
from typing import Any

import pytest
from django.urls import reverse

from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.incidents import an_entry
from tests.builders.postmortems import write
from tests.builders.reviews import approve, in_review, sent
from tests.cast import Cast, signed_in

HTMX = {"HX-Request": "true"}


def at(name: str, postmortem: Postmortem, *args: Any) -> str:
    return reverse(f"postmortems:{name}", args=[postmortem.reference, *args])


def page(cast_member: Any, postmortem: Postmortem, view: str = "") -> str:
    html: str = (
        signed_in(cast_member).get(at("review", postmortem) + (f"?view={view}" if view else "")).content.decode()
    )
    return html


def mark(cast_member: Any, postmortem: Postmortem, *sections: str) -> None:
    workflow.mark_read(postmortem, by=cast_member, sections=sections, revision=sent(postmortem))


def again(cast: Cast, postmortem: Postmortem) -> Postmortem:
    return workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])


def shown(html: str) -> str:
    """Without what is folded because it stayed as it was."""
    return html.split('class="review-rest"')[0]


def test_what_changed_is_unread_again_and_what_stayed_is_read(cast: Cast) -> None:
    postmortem = in_review(cast)
    mark(cast.alice, postmortem, "resolution", "lessons", "timeline")
    write(postmortem, "resolution", "A graph of the pool showed it.", by=cast.bob)
    an_entry(postmortem.incident, cast, 132, "The queue was empty again")
    postmortem = again(cast, postmortem)
    html = page(cast.alice, postmortem, "document")
    ticked = [key for key in ("resolution", "lessons", "timeline") if f'id="read-{key}" type="checkbox"' in html]
    assert ticked == ["resolution", "lessons", "timeline"]
    assert html.count("data-read checked") == 1
    assert "1 read" in html


def test_each_section_is_compared_with_what_the_reader_knew_of_it(cast: Cast) -> None:
    """One section read in revision 1, another in revision 2: in revision 3 each shows all that came after."""
    postmortem = in_review(cast)
    mark(cast.alice, postmortem, "resolution")
    write(postmortem, "resolution", "The release was found by its time, and was rolled back.", by=cast.bob)
    postmortem = again(cast, postmortem)
    mark(cast.alice, postmortem, "lessons")
    write(postmortem, "lessons", "A pool needs an alert before it is nearly full.", by=cast.bob)
    postmortem = again(cast, postmortem)
    html = shown(page(cast.alice, postmortem))
    assert "usage was compared with the release time" in html
    assert "<ins>nearly </ins>" in html
    assert "New to you" in html


def test_a_text_that_comes_back_is_known(cast: Cast) -> None:
    postmortem = in_review(cast)
    mark(cast.alice, postmortem, "lessons")
    before = postmortem.sections.get(key="lessons").body
    for words in ("Other words.", before):
        write(postmortem, "lessons", words, by=cast.bob)
        postmortem = again(cast, postmortem)
    assert "data-read checked" in page(cast.alice, postmortem, "document")


def test_unticking_brings_back_what_was_known_before(cast: Cast) -> None:
    postmortem = in_review(cast)
    mark(cast.alice, postmortem, "lessons")
    write(postmortem, "lessons", "A pool needs an alert before it is nearly full.", by=cast.bob)
    postmortem = again(cast, postmortem)
    client, address = signed_in(cast.alice), at("mark_read", postmortem, "lessons")
    client.post(address, {"revision": 2, "view": "read", "read": "yes"}, headers=HTMX)
    fragment = client.post(address, {"revision": 2, "view": "read"}, headers=HTMX).content.decode()
    assert "<ins>nearly </ins>" in fragment


def test_all_of_it_is_marked_at_once(cast: Cast) -> None:
    postmortem = in_review(cast)
    client = signed_in(cast.alice)
    response = client.post(at("mark_all_read", postmortem), {"revision": 1}, follow=True)
    html = response.content.decode()
    assert "You have read all of it." in html
    assert "diff-section is-viewed" in html
    assert client.post(at("mark_all_read", postmortem), {"revision": 9}).status_code == 404


def test_a_reader_who_knows_all_of_it_is_told_that_nothing_changed(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    postmortem = again(cast, postmortem)
    assert "Nothing changed" in page(cast.alice, postmortem, "read")


def test_nobody_sees_what_others_have_read(cast: Cast) -> None:
    postmortem = in_review(cast)
    mark(cast.alice, postmortem, "lessons")
    for person in (cast.bob, cast.erin, cast.root):
        assert "data-read checked" not in page(person, postmortem, "document")


def test_it_marks_only_sections_that_there_are(cast: Cast) -> None:
    postmortem = in_review(cast)
    mark(cast.alice, postmortem, "lessons", "nonsense", "lessons")
    assert list(postmortem.read_marks.values_list("section", flat=True)) == ["lessons"]


@pytest.mark.parametrize("name", ["mark_all_read"])
def test_it_does_not_exist_for_strangers(cast: Cast, name: str) -> None:
    postmortem = in_review(cast, by=cast.bob, visibility="restricted")
    assert signed_in(cast.mallory).post(at(name, postmortem), {"revision": 1}).status_code == 404


def test_a_stale_review_says_what_changed_since_it_was_sent(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    write(postmortem, "lessons", "A pool needs an alert before it is nearly full.", by=cast.bob)
    an_entry(postmortem.incident, cast, 132, "The queue was empty again")
    html = page(cast.erin, postmortem)
    stale = html.split('id="stale"')[1].split("</ul>")[0]
    assert "1 approval of it no longer counts until it is sent again." in stale
    assert "<b>Lessons learned</b>: 1 changed" in stale
    assert "<b>Timeline</b>: 1 added" in stale
    link = f"{at('compare', postmortem)}?from=1&amp;to=now"
    assert link in html
    compared = signed_in(cast.erin).get(link.replace("&amp;", "&")).content.decode()
    assert "Revision 1 to now" in compared
    assert "<ins>nearly </ins>" in compared
    assert "The queue was empty again" in compared


def test_the_reading_view_says_so_too(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    client, address = signed_in(cast.carol), postmortem.get_absolute_url()
    html = client.get(address).content.decode()
    assert "Changed since it was sent for review" not in html
    assert re.search(r"approved by\s+1 of 2", html)
    write(postmortem, "lessons", "A pool needs an alert before it is nearly full.", by=cast.bob)
    assert "Changed since it was sent for review" in client.get(address).content.decode()
    again(cast, postmortem)
    html = client.get(address).content.decode()
    assert "Changed since it was sent for review" not in html
    assert re.search(r"approved by\s+0 of 2", html)
