from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incidents.flow import NOBODY, Entry, flow, named
from incidents.lanes import MOST_LANES, MOST_MESSAGES, OTHERS, WIDTH, drawn

START = datetime(2025, 11, 10, 10, 30, tzinfo=UTC)


def said(minutes: int, who: str = "@tomas", told: str = "", **more: str) -> Entry:
    given = {"kind": "communication", "channel": "", "text": "x", **more}
    return Entry(START + timedelta(minutes=minutes), who=who, told=told, **given)


def notes(*entries: Entry) -> list[str]:
    return list(flow(entries, started_at=START).notes)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@tomas, @dana", ["@tomas", "@dana"]),
        ("@tomas and @dana", ["@tomas", "@dana"]),
        ("Support, sales and leadership", ["Support", "sales", "leadership"]),
        ("Research and development", ["Research and development"]),
        ("Data stores; the duty manager & @vera", ["Data stores", "the duty manager", "@vera"]),
        ("", []),
    ],
)
def test_it_takes_names_apart(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_a_party_written_in_several_ways_is_one() -> None:
    told = flow([said(1, "Tomas", "The  database team"), said(2, "Database Team", "@Tomas"), said(3, "@tomas", "Vera")])
    assert told.parties == ("@tomas", "The database team", "Vera")
    assert told.messages[1].receivers == ("@tomas",)


def test_only_messages_are_told_in_the_order_of_time() -> None:
    told = flow([said(9, kind="escalation", told="@amara"), said(4, kind="decision"), said(2, told="Support")])
    assert [each.is_escalation for each in told.messages] == [False, True]
    assert flow([said(4, kind="action")]).notes == ()


def test_it_says_how_late_customers_and_the_escalation_were() -> None:
    found = notes(
        said(10, told="Customer support"), said(30, told="@amara", kind="escalation"), said(42, told="all Customers")
    )
    assert found == [
        "First notice to customers 42 min after the start.",
        "First escalation 30 min after the start, to @amara.",
    ]
    assert notes(said(12, told="Everybody", channel="Status page"))[0].startswith("First notice to customers 12 min")


def test_it_says_what_is_not_in_the_timeline() -> None:
    found = notes(said(5, told="Customer support team"), said(45))
    assert found[0] == "No entry says when customers were told."
    assert found[1] == "Longest pause between two messages: 40 min."
    assert found[2] == "1 message without a word of who was told."


def test_it_does_not_make_up_a_delay() -> None:
    assert notes(said(-10, told="Customers")) == ["First notice to customers 10 min before the impact started."]
    assert flow([said(3, told="Customers")]).notes == ()


def test_a_message_without_a_sender_has_a_lane_that_says_so() -> None:
    assert flow([said(3, "", "Customers")]).messages[0].senders == (NOBODY,)


def test_it_draws_a_lane_for_each_party_and_an_arrow_to_each_receiver() -> None:
    told = flow([said(10, "@tomas", "Support, Leadership"), said(20, "Leadership", "@tomas", kind="escalation")])
    drawing = drawn(told, zone=ZoneInfo("Europe/Berlin"))
    xs = [lane.x for lane in drawing.lanes]
    assert [lane.label for lane in drawing.lanes] == ["@tomas", "Support", "Leadership"]
    first, second = drawing.arrows
    assert (first.at, first.left, first.right, len(first.heads)) == ("11:40", xs[0], xs[2], 2)
    assert (second.x, second.left, second.is_escalation) == (xs[2], xs[0], True)
    assert first.y < second.y < drawing.height


def test_it_stays_readable_when_many_talk_for_days() -> None:
    many = [said(n * 30, f"Team number {n % 30} with a long name", "Leadership", text="w" * 400) for n in range(90)]
    drawing = drawn(flow(many), zone=UTC)
    assert len(drawing.lanes) == MOST_LANES
    assert OTHERS in [lane.label for lane in drawing.lanes]
    assert (len(drawing.arrows), drawing.left_out, len(drawing.rows)) == (MOST_MESSAGES, 90 - MOST_MESSAGES, 90)
    assert all(lane.x < WIDTH for lane in drawing.lanes)
    assert drawing.rows[0][0] == "10 Nov 10:30"
