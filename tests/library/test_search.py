import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from incidents.models import Tag
from kit import clock
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.postmortems import a_draft, write
from tests.builders.reviews import published
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Searched = Callable[..., str]


def titles(page: str) -> list[str]:
    return [re.sub("<.*?>", "", title) for title in re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page)]


def counts(page: str, facet: str) -> dict[str, int]:
    [block] = re.findall(rf"<legend>{facet}</legend>(.*?)</fieldset>", page, re.DOTALL)
    found = re.findall(r"<span>([^<]+)</span><span class=\"n\">(\d+)</span>", block)
    return {label: int(count) for label, count in found}


def test_it_finds_words_in_any_form_wherever_they_stand(cast: Cast, searched: Searched) -> None:
    one = a_draft(cast, incident=a_resolved_incident(cast, title="Cards declined"))
    write(one, "what_happened", "The **connection** pools ran dry.\n\nNobody had asked how many.", by=cast.alice)
    an_entry(one.incident, cast, 4, "Certificate of the gateway expired")
    a_draft(cast, incident=a_resolved_incident(cast, title="Search was slow"))
    page = searched(cast.mallory, "connections pool")
    assert titles(page) == ["Cards declined"]
    assert "The <mark>connection</mark> <mark>pools</mark> ran dry." in page
    assert f'href="/postmortems/{one.reference}/#what_happened"' in page
    page = searched(cast.mallory, "certificates")
    assert titles(page) == ["Cards declined"]
    assert "Timeline" in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("conn", ["Pool", "Cable"]),
        ('"connection pool"', ["Pool"]),
        ("connection -cable", ["Pool"]),
        ("pool or cable", ["Pool", "Cable"]),
        ("connection pool cable", []),
        ("ERR_CONN_42", ["Cable"]),
        ("err_con", ["Cable"]),
        ("(ERR_CONN_42) cable", ["Cable"]),
        ("err_conn_42 cab", ["Cable"]),
        ("ca ERR_CONN_42", []),
        ("errConn42", ["Cable"]),
        ("err_42", []),
        ("max_size", ["Pool"]),
        ("pool.max_s", ["Pool"]),
        ("pool.size", []),
        ("pool ERR_CONN_42", []),
        ("1.25", ["Pool"]),
        ("125", []),
        ("db.example.com/limits", ["Pool"]),
        ("' & | ! :* ( ) \\ <->", []),
        ("INC", []),
    ],
)
def test_it_understands_what_is_typed(cast: Cast, searched: Searched, typed: str, found: list[str]) -> None:
    for title, text in (
        ("Pool", "A connection pool ran dry after 1.25 s (pool.max_size): https://db.example.com/limits"),
        ("Cable", "A cable lost its connection: ERR_CONN_42."),
    ):
        write(a_draft(cast, incident=a_resolved_incident(cast, title=title)), "what_happened", text, by=cast.alice)
    assert sorted(titles(searched(cast.bob, typed))) == sorted(found)


def test_it_puts_the_best_match_first_and_the_newest_when_asked(cast: Cast, searched: Searched) -> None:
    for days, title, text in ((9, "Pool ran dry", "The pool."), (2, "Cards declined", "It may have been the pool.")):
        at = clock.now() - timedelta(days=days)
        draft = a_draft(cast, incident=a_resolved_incident(cast, title=title, started_at=at))
        write(draft, "what_happened", text, by=cast.alice)
    assert titles(searched(cast.bob, "pool")) == ["Pool ran dry", "Cards declined"]
    assert titles(searched(cast.bob, "pool", sort="newest")) == ["Cards declined", "Pool ran dry"]
    assert titles(searched(cast.bob)) == ["Cards declined", "Pool ran dry"]


def test_it_counts_each_facet_under_the_choices_of_the_others(cast: Cast, searched: Searched) -> None:
    limits = Tag.objects.create(kind="cause", name="Capacity and limits")
    for severity, services in (
        ("sev1", [cast.payment_api]),
        ("sev2", [cast.payment_api]),
        ("sev2", [cast.search_index]),
    ):
        incident = a_resolved_incident(cast, severity=severity, title=f"Pool of {services[0].name}", services=services)
        a_draft(cast, incident=incident)
        if severity == "sev1":
            incident.tags.add(limits)
    page = searched(cast.bob, "pool", severity="sev2")
    assert len(titles(page)) == 2
    assert counts(page, "Service") == {cast.payment_api.name: 1, cast.search_index.name: 1}
    assert counts(page, "Severity") == {"SEV1": 1, "SEV2": 2} or list(counts(page, "Severity").values()) == [1, 2]
    page = searched(cast.bob, "pool", severity=["sev1", "sev2"], service=cast.payment_api.pk)
    assert len(titles(page)) == 2
    assert counts(page, "Cause") == {"Capacity and limits": 1}
    assert "Severity <strong>" in page


def test_it_shows_incidents_without_a_write_up_when_asked(cast: Cast, searched: Searched) -> None:
    a_resolved_incident(cast, title="Pool ran dry")
    assert titles(searched(cast.bob, "pool")) == []
    assert titles(searched(cast.bob, "pool", all="yes")) == ["Pool ran dry"]


def test_it_follows_what_is_published_not_what_is_being_amended(cast: Cast, searched: Searched) -> None:
    from postmortems import workflow

    postmortem = published(cast, title="Pool ran dry")
    workflow.amend(postmortem, by=cast.alice, reason="A figure was wrong.")
    postmortem.refresh_from_db()
    write(postmortem, "what_happened", "A marmalade of words.", by=cast.alice)
    assert titles(searched(cast.bob, "marmalade")) == []
    assert titles(searched(cast.bob, "pool")) == ["Pool ran dry"]


@pytest.mark.parametrize(
    "address",
    ["?page=0", "?page=99999", "?service=x&service=9999999999999999999", "?date=never", "?severity=sev9", "?q=%00"],
)
def test_it_takes_no_offence_at_nonsense_in_the_address(cast: Cast, searched: Searched, address: str) -> None:
    from django.test import Client

    client = Client()
    client.force_login(cast.bob)
    assert client.get(f"/library/{address}").status_code == 200


def test_it_says_what_to_do_when_nothing_is_found(cast: Cast, searched: Searched) -> None:
    assert "Try fewer words" in searched(cast.bob, "marmalade")
    assert "as they are begun" in searched(cast.bob)
