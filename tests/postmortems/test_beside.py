"""What the editor asks for while somebody writes."""

import pytest
from django.test import Client

from postmortems.models import Postmortem
from postmortems.models.postmortem import SECTION_LIMIT
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.postmortems import a_complete_draft, a_draft, write
from tests.cast import Cast, signed_in


def address(postmortem: Postmortem, rest: str) -> str:
    return f"/postmortems/{postmortem.reference}/edit/{rest}"


def test_it_shows_a_text_as_it_would_be_read(cast: Cast) -> None:
    body = "# Heading\n\n<script>alert(1)</script> **bold**"
    answer = signed_in(cast.bob).post(address(a_draft(cast), "preview/"), {"body": body})
    page = answer.content.decode()
    assert "<strong>bold</strong>" in page
    assert "<h4>Heading</h4>" in page or "<h3>Heading</h3>" in page
    assert "<script>" not in page


def test_it_shows_the_whole_with_its_blocks(cast: Cast) -> None:
    page = signed_in(cast.carol).get(address(a_complete_draft(cast), "preview/")).content.decode()
    assert 'id="preview"' in page
    assert "Why was the pool empty?" in page


def test_it_lays_out_no_text_that_is_too_large(cast: Cast) -> None:
    answer = signed_in(cast.bob).post(address(a_draft(cast), "preview/"), {"body": "x" * (SECTION_LIMIT + 1)})
    assert answer.status_code == 422


def inserted(client: Client, postmortem: Postmortem, what: str) -> str:
    return str(client.get(address(postmortem, f"insert/?what={what}")).json()["markdown"])


def test_it_offers_the_timeline_as_a_table(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    postmortem, client = a_draft(cast, incident=incident), signed_in(cast.bob)
    assert inserted(client, postmortem, "timeline") == ""
    an_entry(incident, cast, 5, "Errors | rise\nfast")
    table = inserted(client, postmortem, "timeline").splitlines()
    assert table[0] == "| Time (UTC) | What happened | Who |"
    assert table[1] == "| --- | --- | --- |"
    assert "| Errors \\| rise fast |" in table[2]
    page = client.post(address(postmortem, "preview/"), {"body": "\n".join(table)}).content.decode()
    assert "<table>" in page
    assert "Errors | rise fast" in page


def test_it_offers_single_entries_by_their_words(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    postmortem, client = a_draft(cast, incident=incident), signed_in(cast.bob)
    an_entry(incident, cast, 5, "Errors rise")
    an_entry(incident, cast, 15, "Connection leak\nfound")
    found = client.get(address(postmortem, "insert/?what=entry&q=LEAK")).json()["entries"]
    assert [each["words"][6:] for each in found] == ["Connection leak found"]
    assert found[0]["markdown"].endswith("UTC** Connection leak found")
    assert client.get(address(postmortem, "insert/?what=entry&q=nothing+like+it")).json()["entries"] == []


def test_it_offers_milestones_and_durations_that_are_known(cast: Cast) -> None:
    postmortem, client = a_draft(cast), signed_in(cast.bob)
    assert "| Started |" in inserted(client, postmortem, "milestones")
    durations = inserted(client, postmortem, "durations")
    assert "| Time to resolve |" in durations
    assert "not recorded" not in durations
    assert client.get(address(postmortem, "insert/?what=passwords")).status_code == 404


def test_it_suggests_people_its_authors_first(cast: Cast) -> None:
    postmortem, client = a_draft(cast, authors=[cast.lena]), signed_in(cast.bob)
    people = client.get(address(postmortem, "mentions/")).json()["people"]
    assert people[0]["handle"] == "lena"
    assert set(people[0]) == {"handle", "name", "hue"}
    found = client.get(address(postmortem, "mentions/?q=mal")).json()["people"]
    assert [each["handle"] for each in found] == ["mallory"]


@pytest.mark.parametrize("name", ["impact", "timeline", "whys", "factors", "defences", "whatifs", "actions", "related"])
def test_it_fetches_one_block_alone(cast: Cast, name: str, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    postmortem, client = a_complete_draft(cast), signed_in(cast.bob)
    with django_assert_max_num_queries(12):
        page = client.get(address(postmortem, f"blocks/{name}/")).content.decode()
    assert f'id="block-{name}"' in page
    assert page.count('class="cm-block"') == 1
    assert client.get(address(postmortem, "blocks/nothing/")).status_code == 404


def test_it_fetches_what_is_missing_alone(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    postmortem, client = a_complete_draft(cast), signed_in(cast.bob)
    with django_assert_max_num_queries(12):
        page = client.get(address(postmortem, "blocks/outline/")).content.decode()
    for part in ('id="outline"', 'id="margin"', 'id="words"', 'id="reasons-summary"'):
        assert part in page


def test_viewers_follow_and_are_offered_nothing_to_write(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    write(postmortem, "what_happened", "As it was written.", by=cast.bob)
    page = signed_in(cast.carol).get(address(postmortem, "")).content.decode()
    assert 'data-live-writable="no"' in page
    assert "As it was written." in page
    for door in ("sections/what_happened/", "figures/add/", "whys/add/", "factors/add/", "actions/add/", "retitle/"):
        assert f"/postmortems/{postmortem.reference}/{door}" not in page, door
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_the_page_of_a_writer_says_where_to_connect(cast: Cast) -> None:
    postmortem = a_draft(cast)
    page = signed_in(cast.bob).get(address(postmortem, "")).content.decode()
    assert f'data-live="/live/{postmortem.document_id}/"' in page
    assert 'data-live-writable="yes"' in page
