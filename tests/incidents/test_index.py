from typing import Any

import pytest
from django.test import Client

from incidents import workflow
from tests.builders.incidents import a_resolved_incident, an_incident, at
from tests.cast import Cast, signed_in


def listed(client: Client, **filters: str) -> list[str]:
    response = client.get("/incidents/", filters)
    assert response.status_code == 200
    return [line.incident.title for line in response.context["lines"]]


def test_it_lists_the_newest_first(cast: Cast) -> None:
    an_incident(cast, title="Older")
    an_incident(cast, title="Newer", started_at=at(60))
    assert listed(signed_in(cast.carol)) == ["Newer", "Older"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"q": "card"}, True),
        ({"q": "CARD PAY"}, True),
        ({"q": "disk"}, False),
        ({"severity": "sev2"}, True),
        ({"severity": "sev1"}, False),
        ({"status": "unresolved"}, True),
        ({"status": "resolved"}, False),
        ({"kind": "outage"}, True),
        ({"kind": "proactive"}, False),
        ({"service": "payment-api"}, True),
        ({"service": "search-index"}, False),
        ({"team": "payments"}, True),
        ({"team": "search"}, False),
        ({"since": "2025-11-10", "until": "2025-11-10"}, True),
        ({"since": "2025-11-11"}, False),
        ({"until": "2025-11-09"}, False),
    ],
)
def test_it_narrows_the_list(cast: Cast, filters: dict[str, str], found: bool) -> None:
    an_incident(cast)
    assert listed(signed_in(cast.carol), **filters) == (["Card payments time out"] if found else [])


def test_it_finds_an_incident_by_its_reference(cast: Cast) -> None:
    incident = an_incident(cast)
    an_incident(cast, title="Another")
    assert listed(signed_in(cast.bob), q=incident.reference.lower()) == [incident.title]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"severity": "sev9"},
        {"service": "nowhere"},
        {"since": "yesterday"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"after": "nonsense", "sort": "fastest"},
        {"after": "WzFd"},
        {"after": "WyJhIiwgImIiXQ"},
        {"q": "a\0b"},
        {"q": "x" * 5_000},
        {"q": "%_\\"},
    ],
)
def test_it_survives_nonsense_in_its_address(cast: Cast, nonsense: dict[str, str]) -> None:
    an_incident(cast)
    assert signed_in(cast.bob).get("/incidents/", nonsense).status_code == 200


def test_it_puts_the_most_severe_and_the_longest_first_on_demand(cast: Cast) -> None:
    a_resolved_incident(cast, title="Minor", severity="sev3", started_at=at(10))
    a_resolved_incident(cast, title="Major", severity="sev1")
    short = an_incident(cast, title="Short", started_at=at(20))
    workflow.resolve(short, by=cast.alice, at=at(21))
    assert listed(signed_in(cast.bob), sort="severity") == ["Major", "Short", "Minor"]
    assert listed(signed_in(cast.bob), sort="longest")[-1] == "Short"


@pytest.mark.parametrize("sort", ["newest", "severity", "longest"])
def test_it_pages_forth_and_back_without_losing_a_row(cast: Cast, sort: str) -> None:
    for number in range(53):
        incident = an_incident(cast, title=f"I{number:02}", started_at=at(number // 2))
        workflow.resolve(incident, by=cast.alice, at=at(100))
    client = signed_in(cast.bob)
    first = client.get("/incidents/", {"sort": sort}).context
    second = client.get("/incidents/", {"sort": sort, "after": first["page"].older}).context
    back = client.get("/incidents/", {"sort": sort, "before": second["page"].newer}).context
    titles = [line.incident.title for line in [*first["lines"], *second["lines"]]]
    assert (len(first["lines"]), len(second["lines"]), len(set(titles))) == (50, 3, 53)
    assert [line.incident.pk for line in back["lines"]] == [line.incident.pk for line in first["lines"]]
    assert (first["page"].newer, second["page"].older) == ("", "")


def test_it_says_which_filter_to_take_away(cast: Cast) -> None:
    response = signed_in(cast.bob).get("/incidents/", {"q": "nothing like it", "severity": "sev1"})
    assert [(chip.label, chip.value) for chip in response.context["form"].chips()] == [
        ("Search", "nothing like it"),
        ("Severity", "SEV1"),
    ]
    assert response.context["form"].chips()[0].href == "?severity=sev1"


def test_it_hides_and_does_not_count_what_is_not_mallorys(cast: Cast) -> None:
    an_incident(cast, visibility="team")
    an_incident(cast, visibility="restricted")
    an_incident(cast, title="Everybody's")
    for person, count in ((cast.mallory, 1), (cast.root, 2), (cast.bob, 2), (cast.alice, 3)):
        response = signed_in(person).get("/incidents/")
        assert (len(response.context["lines"]), response.context["count"]) == (count, count)


def test_it_answers_htmx_with_the_rows_and_a_clean_address(cast: Cast) -> None:
    an_incident(cast)
    response = signed_in(cast.bob).get("/incidents/", {"q": "", "severity": "sev2"}, headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/incidents/?severity=sev2"
    assert response.content.strip().startswith(b'<section id="results"')


def test_it_costs_twelve_queries_however_many_rows(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        an_incident(cast, started_at=at(number), teams=[cast.payments, cast.search])
    client = signed_in(cast.bob)
    with django_assert_max_num_queries(12):
        client.get("/incidents/", {"q": "card", "service": "payment-api"})
