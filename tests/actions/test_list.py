from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from actions import workflow
from kit import clock
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in

NOW = days_late(23)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(NOW):
        yield


def on_every_rung(cast: Cast) -> None:
    for late in (-3, 3, 10, 17, 24):
        due_on = date.fromordinal(NOW.date().toordinal() - late)
        an_action(cast, title=f"Change due {late} days ago", due_on=due_on)


def titles(html: str) -> list[str]:
    return [part.split("<")[0].split(">")[-1] for part in html.split('class="a-title"')[1:]]


def shown(cast: Cast, query: str = "", who: str = "bob", path: str = "/actions/") -> str:
    return signed_in(getattr(cast, who)).get(f"{path}{query}").content.decode()


def test_it_groups_by_rung_with_the_most_overdue_first(cast: Cast) -> None:
    on_every_rung(cast)
    html = shown(cast)
    assert titles(html) == [f"Change due {late} days ago" for late in (24, 17, 10, 3, -3)]
    assert "4 of 5 open actions are overdue, and 1 needs a decision from you." in html
    assert html.count('class="rung-n">1<') == 5


def test_it_offers_the_next_step_of_each_row(cast: Cast) -> None:
    on_every_rung(cast)
    lead, owner, reader = (shown(cast, who=who) for who in ("alice", "bob", "carol"))
    assert "You: ask the owner" in lead and "Log follow-up:" in lead and "Decide:" in lead
    assert "With @alice since" in owner and "Log update:" in owner
    assert "Decide:" not in reader and "Log update:" not in reader


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?overdue=2", ["Graph the pool"]),
        ("?owner=alice", ["Alert on leaks"]),
        ("?owner=@alice", ["Alert on leaks"]),
        ("?mine=1", ["Graph the pool", "Drain by script"]),
        ("?priority=low", ["Drain by script"]),
        ("?category=tooling", ["Drain by script"]),
        ("?team=search", []),
        ("?team=payments&team=search&priority=high", ["Graph the pool"]),
        ("?incident=INC-999999", []),
        ("?incident=nonsense", []),
        ("?owner=nobody-by-that-name", []),
        ("?state=done", ["Cap the pool"]),
        ("?state=closed", ["Cap the pool"]),
        ("?state=blocked", ["Drain by script"]),
        ("?state=waiting", ["Alert on leaks later"]),
        ("?state=all&sort=new&priority=low", ["Drain by script"]),
        ("?sort=-due&priority=high", ["Graph the pool"]),
        ("?overdue=99&priority=nonsense&after=garbage", ["Graph the pool", "Alert on leaks", "Drain by script"]),
    ],
)
def test_it_narrows_by_the_address(cast: Cast, query: str, found: list[str]) -> None:
    an_action(cast, title="Graph the pool", due_on=date(2025, 12, 8))
    an_action(cast, title="Alert on leaks", owner=cast.alice, priority="medium", due_on=date(2025, 12, 10))
    drain = an_action(cast, title="Drain by script", priority="low", category="tooling", due_on=date(2026, 1, 10))
    workflow.log_update(drain, by=cast.bob, text="Waits for access.", blocked=True)
    workflow.complete(an_action(cast, title="Cap the pool", priority="medium"), by=cast.bob, evidence="Done.")
    an_action(cast, title="Alert on leaks later", incident=an_incident(cast, started_at=NOW), running=False)
    assert titles(shown(cast, query)) == found


def test_it_pages_by_fifty_and_back(cast: Cast) -> None:
    for n in range(60):
        an_action(cast, title=f"Change {n:02}")
    client = signed_in(cast.bob)
    first = client.get("/actions/").content.decode()
    assert len(titles(first)) == 50
    after = first.split('rel="next"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"/actions/{after}").content.decode()
    assert titles(second) == [f"Change {n:02}" for n in range(50, 60)]
    before = second.split('rel="prev"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert titles(client.get(f"/actions/{before}").content.decode()) == titles(first)


def test_it_counts_what_was_done_by_its_deadline(cast: Cast) -> None:
    for closed in (days_late(-1), days_late(0), days_late(1)):
        action = an_action(cast)
        with clock.at(closed):
            workflow.complete(action, by=cast.bob, evidence="Live.")
    an_action(cast)  # still open, so late
    dropped = an_action(cast)
    workflow.drop(dropped, by=cast.alice, rationale="The service is retired.")
    assert "50% <small>by deadline" in shown(cast) and "n = 4" in shown(cast)


def test_it_says_who_must_take_over_from_somebody_who_left(cast: Cast) -> None:
    an_action(cast)
    cast.bob.is_active = False
    cast.bob.save()
    html = shown(cast, "?owner=nobody", who="alice")
    assert titles(html) and "Needs a new owner" in html and "Hand over:" in html
    assert "1 without an owner who is here" in html


@pytest.mark.parametrize("path", ["/actions/", "/actions/board/", "/actions/board/?columns=status", "/actions/export/"])
def test_it_hides_the_actions_of_a_restricted_incident(cast: Cast, path: str) -> None:
    incident = an_incident(cast, visibility="restricted", started_at=NOW)
    an_action(cast, title="Rotate the leaked key", incident=incident, source="incident")
    client = signed_in(cast.mallory)
    page = client.get(path)
    html = b"".join(page.streaming_content).decode() if page.streaming else page.content.decode()  # type: ignore[attr-defined]
    assert "Rotate" not in html and f"/incidents/{incident.reference}/" not in html
    if path == "/actions/":
        assert "Nothing is open here." in html and 'class="rung-n">1<' not in html
        assert "Rotate" not in shown(cast, f"?incident={incident.reference}", who="mallory")
    assert "Rotate" in shown(cast, who="bob")


def test_it_shows_the_board_by_week_and_by_status(cast: Cast) -> None:
    on_every_rung(cast)
    workflow.complete(an_action(cast, title="Cap the pool"), by=cast.bob, evidence="Done.")
    weeks, states = (shown(cast, q, path="/actions/board/") for q in ("", "?columns=status"))
    assert weeks.count('class="tile"') == 5 and "Cap the pool" not in weeks
    assert states.count('class="tile"') == 6 and "Closed with evidence" in states


def test_it_caps_a_column_and_offers_all_of_it(cast: Cast) -> None:
    for n in range(23):
        an_action(cast, title=f"Change {n}", due_on=date(2026, 1, 30))
    html = shown(cast, "?priority=high", path="/actions/board/")
    assert html.count('class="tile"') == 15
    assert "Show 8 more" in html and "/actions/?priority=high&amp;overdue=0" in html


def test_it_answers_htmx_with_the_region_only(cast: Cast) -> None:
    an_action(cast)
    html = signed_in(cast.bob).get("/actions/?overdue=4", headers={"HX-Request": "true"}).content.decode()
    assert html.strip().startswith('<div id="results">') and "<html" not in html


@pytest.mark.parametrize(
    "path", ["/actions/", "/actions/?mine=1&team=payments", "/actions/board/", "/actions/?state=all"]
)
def test_it_costs_few_queries(cast: Cast, path: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    on_every_rung(cast)
    for _ in range(5):
        an_action(cast, incident=an_incident(cast, started_at=NOW), team=None)
    client = signed_in(cast.bob)
    client.get(path)
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


def test_it_says_when_nothing_is_open(cast: Cast) -> None:
    assert "Nothing is open" in shown(cast)
