"""One verb on several rows of the list: each checked by itself, and said what became of it."""

from typing import Any

import pytest

from actions import workflow
from actions.models import Action, ActionUpdate
from activity.models import Notice
from kit import clock
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in

LATER = "2026-01-16"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(days_late(2)):
        yield


def posted(cast: Cast, actions: list[Action], who: str = "alice", **data: Any) -> str:
    answer = signed_in(getattr(cast, who)).post("/actions/bulk/", {"n": [a.number for a in actions], **data})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_it_asks_every_owner_once(cast: Cast) -> None:
    actions = [an_action(cast, title=f"Change {n}") for n in range(3)]
    for _ in range(2):
        html = posted(cast, actions, do="ask", text="Will it be done by Friday?", once="1")
    assert "Done for all 3." in html
    assert ActionUpdate.objects.count() == 3
    assert Notice.objects.filter(kind="action_asked", recipient=cast.bob, channel="inbox").count() == 3


def test_it_moves_what_it_may_and_names_the_rest(cast: Cast) -> None:
    mine, closed = an_action(cast, title="Ours"), an_action(cast, title="Done before")
    other = an_action(cast, title="Of another team", owner=cast.mallory, team=cast.search)
    workflow.complete(closed, by=cast.bob, evidence="Live.")
    html = posted(cast, [mine, closed, other], do="move", due_on=LATER, reason="After the freeze.")
    assert "Not done for 2 of 3" in html and "is already done" in html and "Allowed: " in html
    moved = {action.title: action.moved for action in Action.objects.all()}
    assert moved == {"Ours": 1, "Done before": 0, "Of another team": 0}
    assert mine.deadline_changes.get().reason == "After the freeze."


def test_it_hands_over_and_drops(cast: Cast) -> None:
    actions = [an_action(cast), an_action(cast)]
    assert "Done for all 2." in posted(cast, actions, do="hand_over", owner="erin")
    assert set(Action.objects.values_list("owner__handle", flat=True)) == {"erin"}
    assert "Done for all 2." in posted(cast, actions, do="drop", rationale="The pool is gone.")
    assert set(Action.objects.values_list("state", "rationale")) == {("dropped", "The pool is gone.")}
    assert "Nothing was changed." in posted(cast, actions, do="drop", rationale="The pool is gone.")


@pytest.mark.parametrize("do", ["ask", "move", "hand_over", "drop"])
def test_it_asks_for_what_is_missing_and_keeps_the_choice(cast: Cast, do: str) -> None:
    action, client = an_action(cast), signed_in(cast.alice)
    assert client.get(f"/actions/bulk/?do={do}&n={action.number}").status_code == 200
    answer = client.post("/actions/bulk/", {"do": do, "n": action.number})
    assert answer.status_code == 422 and f'name="n" value="{action.number}" checked' in answer.content.decode()


def test_it_knows_only_what_its_reader_may_see(cast: Cast) -> None:
    hidden = an_action(cast, incident=an_incident(cast, visibility="restricted"), title="Rotate the keys")
    seen, client = an_action(cast), signed_in(cast.mallory)
    assert client.get(f"/actions/bulk/?do=drop&n={hidden.number}").status_code == 404
    html = posted(cast, [hidden, seen], who="mallory", do="ask", text="How does it go?", once="2")
    assert "Rotate the keys" not in html and hidden.code not in html
    assert client.get(f"/actions/bulk/?do=nonsense&n={seen.number}").status_code == 404
    assert signed_in(cast.carol).get(f"/actions/bulk/?n={seen.number}").status_code == 403


def test_the_list_offers_it(cast: Cast) -> None:
    an_action(cast)
    html = signed_in(cast.alice).get("/actions/").content.decode()
    assert html.count('formaction="/actions/bulk/"') == 4


def test_it_sorts_by_benefit_over_effort(cast: Cast) -> None:
    for title, gain, effort in (
        ("B", "large", "medium"),
        ("C", "small", "large"),
        ("A", "large", "small"),
        ("D", "", ""),
    ):
        an_action(cast, title=f"Change {title}", gain=gain, effort=effort)
    html = signed_in(cast.bob).get("/actions/?sort=worth").content.decode()
    places = [html.index(f"Change {title}<") for title in "ABCD"]
    assert places == sorted(places) and "Benefit ÷ effort" in html
    assert list(Action.objects.order_by("-worth").values_list("worth", flat=True)) == [16, 8, 1, 0]
