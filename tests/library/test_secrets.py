"""Whoever may not know of an incident learns nothing of it: no hit, no count, no facet, no quotation."""

import re
from collections.abc import Callable

import pytest

from incidents.models import Tag
from tests import palette
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.postmortems import a_draft, write
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CANARY = "zanzibarium"


@pytest.mark.parametrize("visibility", ["team", "restricted"])
@pytest.mark.parametrize("more", [{}, {"all": "yes"}, {"severity": "sev1"}, {"q": CANARY}, {"q": CANARY[:5]}])
def test_it_keeps_what_is_not_theirs_from_others(
    cast: Cast, searched: Callable[..., str], visibility: str, more: dict[str, str]
) -> None:
    incident = a_resolved_incident(cast, title=f"{CANARY} title", severity="sev1", visibility=visibility)
    incident.tags.add(Tag.objects.create(kind="cause", name="Leak"))
    an_entry(incident, cast, 3, f"{CANARY} entry")
    write(a_draft(cast, incident=incident), "what_happened", f"The {CANARY} leaked.", by=cast.alice)
    stranger, own = searched(cast.mallory, **more), searched(cast.alice, **more)
    shown = stranger.replace(f'value="{more.get("q")}"', "").replace(f"<title>{more.get('q')}", "")
    # What they typed themselves stands in the addresses of further searches.
    shown = re.sub(r'href="[^"]*"', "", shown)
    assert CANARY not in shown
    assert '<strong role="status">0 ' in stranger
    assert 'class="n"' not in stranger.split("<h2")[0].replace('name="severity"', "") or more == {"severity": "sev1"}
    assert '<strong role="status">1 ' in own


def test_it_forgets_what_is_restricted_later_before_it_is_indexed_again(
    cast: Cast, searched: Callable[..., str]
) -> None:
    from incidents import workflow

    incident = a_resolved_incident(cast, title=f"{CANARY} title")
    a_draft(cast, incident=incident)
    assert CANARY in searched(cast.mallory, "title")
    workflow.change_visibility(incident, by=cast.alice, visibility="restricted")
    from django.test import Client

    client = Client()
    client.force_login(cast.mallory)
    assert CANARY not in client.get("/library/", {"q": "title"}).content.decode()


@pytest.mark.parametrize("visibility", ["team", "restricted"])
def test_it_keeps_comments_references_and_the_palette_to_those_who_may(
    cast: Cast, searched: Callable[..., str], visibility: str
) -> None:
    from postmortems import workflow as write_ups

    incident = a_resolved_incident(cast, title=f"{CANARY} title", visibility=visibility)
    incident.tags.add(Tag.objects.create(kind="failure_mode", name=f"Mode of {CANARY}"))
    draft = a_draft(cast, incident=incident)
    write_ups.start_thread(draft, by=cast.alice, section="", body=f"What is a {CANARY}?")
    for asked in ({"q": "What is a"}, {"q": incident.reference}, {"more": "mode"}, {"all": "yes", "sort": "newest"}):
        assert CANARY not in searched(cast.mallory, **asked)
        assert CANARY in searched(cast.alice, **asked)
    for typed in (CANARY, CANARY[:4], f"{CANARY}x"):
        page = palette.typed(cast.mallory, typed)
        # What was typed is said again, as words and for the script that waits for their answer.
        assert CANARY not in page.replace(f"“{typed}”", "").replace(f'data-for="{typed}"', "")
