"""Recollections beside the timeline, and where they differ. Pure."""

from datetime import UTC, datetime, timedelta

from meetings.differing import differences
from meetings.lanes import Entry, Told, folded, moments, tellers

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


ENTRIES = [Entry(n, at(n * 10), f"Entry {n}") for n in range(8)]


def told(key: str, teller: str, **more: object) -> Told:
    return Told(key, teller, **{"entry": None, "at": None, **more})  # type: ignore[arg-type]


def test_everybody_has_a_lane_and_moments_stand_in_their_order() -> None:
    said = [
        told("a", "bob", at=at(15), saw="Nothing"),
        told("b", "ana", entry=1, at=at(10), saw="Red"),
        told("c", "bob", saw="I forget when"),
    ]
    rows = moments(ENTRIES[:3], said)
    assert tellers(said) == ["ana", "bob"]
    assert [(row.entry.pk if row.entry else None, row.at) for row in rows] == [
        (0, at(0)),
        (1, at(10)),
        (None, at(15)),
        (2, at(20)),
        (None, None),
    ]
    assert [len(cell.told) for cell in rows[1].cells] == [1, 0]


def test_an_entry_that_is_gone_leaves_what_was_said_of_it() -> None:
    [row] = moments([], [told("a", "ana", entry=99, at=at(3), did="Looked")])
    assert (row.entry, row.at, row.told[0].did) == (None, at(3), "Looked")


def test_what_nobody_tells_of_is_one_line() -> None:
    rows = folded(moments(ENTRIES, [told("a", "ana", entry=4, at=at(40), saw="Red")]))
    assert [len(row.folded) for row in rows] == [4, 0, 3]


def kinds(*said: Told) -> list[str]:
    return [each.key.split(":")[0] for each in differences(moments(ENTRIES, said))]


def test_a_moment_at_several_times_is_a_difference_beyond_five_minutes() -> None:
    assert kinds(told("a", "ana", entry=1, at=at(13), did="x")) == []
    assert kinds(told("a", "ana", entry=1, at=at(16), did="x")) == ["times"]
    [found] = differences(moments(ENTRIES, [told("a", "ana", entry=1, at=at(22), did="x")]))
    assert found.question == "“Entry 1” is placed between 12:10 and 12:22 UTC. Which trace says when it was?"


def test_several_accounts_of_one_moment_differ_unless_they_say_the_same() -> None:
    red = told("a", "ana", entry=2, at=at(20), saw="The error rate dashboard turned red")
    same = told("b", "bob", entry=2, at=at(20), saw="Error rate dashboard was red")
    other = told("c", "cleo", entry=2, at=at(20), saw="Customers wrote to support, all graphs looked normal")
    assert kinds(red, same) == []
    assert kinds(red, other) == ["accounts"]
    [found] = differences(moments(ENTRIES, [red, other]))
    assert "@ana, @cleo" in found.question


def test_something_else_than_was_expected_is_a_difference() -> None:
    assert kinds(told("a", "ana", at=at(5), expected="The alert fires", saw="The alert fires late")) == []
    [found] = differences(moments([], [told("a", "ana", at=at(5), expected="A canary stops it", saw="It went out")]))
    assert found.question.startswith("@ana expected something else at 12:05 UTC.")
    assert "canary" not in found.question
