from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kit.workdays import Workdays
from meetings.slots import NOTICE, Diary, last_day, proposals

# A Monday.
RESOLVED = datetime(2025, 11, 10, 12, 45, tzinfo=UTC)
BERLIN, NEW_YORK, TOKYO = (ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Tokyo"))
ana, ben, chi = Diary("ana", BERLIN), Diary("ben", NEW_YORK), Diary("chi", TOKYO)


def proposed(*diaries: Diary, now: datetime = RESOLVED, minutes: int = 75) -> list[datetime]:
    return [slot.start for slot in proposals(diaries, resolved_at=RESOLVED, now=now, minutes=minutes)]


def test_it_proposes_the_first_time_that_leaves_a_day_to_read_and_suits_everybody() -> None:
    [first, *_] = proposals([ana, ben], resolved_at=RESOLVED, now=RESOLVED, minutes=75)
    # Nine in New York is three in Berlin, where the working day ends at five.
    assert first.start == datetime(2025, 11, 11, 14, 0, tzinfo=UTC)
    assert first.missing == ()
    assert first.is_soon


def test_it_keeps_to_the_zone_when_clocks_change() -> None:
    resolved = datetime(2026, 3, 6, 20, tzinfo=UTC)  # the Friday before clocks go forward in New York
    [first, *_] = proposals([ana, ben], resolved_at=resolved, now=resolved, minutes=60)
    assert first.start.astimezone(NEW_YORK).hour == 9
    assert first.start == datetime(2026, 3, 9, 13, tzinfo=UTC)


def test_it_leaves_out_as_few_as_it_can_when_nothing_suits_everybody() -> None:
    found = proposals([ana, ben, chi], resolved_at=RESOLVED, now=RESOLVED, minutes=90)
    assert found
    assert all(len(slot.missing) == 1 for slot in found)


def test_it_knows_other_working_days_and_other_meetings() -> None:
    sunday_to_thursday = Diary("dan", ZoneInfo("UTC"), Workdays(frozenset({7, 1, 2, 3, 4})))
    resolved = datetime(2025, 11, 13, 16, tzinfo=UTC)  # a Thursday
    [first, *_] = proposals([sunday_to_thursday], resolved_at=resolved, now=resolved, minutes=60)
    assert first.start == datetime(2025, 11, 16, 9, tzinfo=UTC)
    assert not first.is_soon
    morning = (datetime(2025, 11, 11, 13, tzinfo=UTC), datetime(2025, 11, 11, 15, 30, tzinfo=UTC))
    assert proposed(Diary("ana", BERLIN, busy=(morning,)))[0] == datetime(2025, 11, 12, 8, 0, tzinfo=UTC)


def test_it_still_proposes_for_an_incident_of_long_ago() -> None:
    now = RESOLVED + timedelta(days=200)
    assert all(start > now for start in proposed(ana, now=now))


def test_it_ends_the_fifth_working_day_at_midnight_there() -> None:
    assert last_day(RESOLVED, BERLIN) == datetime(2025, 11, 17, 23, 0, tzinfo=UTC)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
    st.lists(st.sampled_from(["Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata"]), min_size=1, max_size=4),
    st.sampled_from([60, 75, 90]),
)
def test_what_it_proposes_suits_whom_it_says(at: datetime, zones: list[str], minutes: int) -> None:
    now = at.replace(tzinfo=UTC)
    diaries = [Diary(f"p{n}", ZoneInfo(name)) for n, name in enumerate(zones)]
    for slot in proposals(diaries, resolved_at=now, now=now, minutes=minutes):
        end = slot.start + timedelta(minutes=minutes)
        assert slot.start >= now + NOTICE
        assert {each.handle for each in diaries if not each.suits(slot.start, end)} == set(slot.missing)


def test_a_day_off_is_no_day_to_meet_and_not_counted_as_late() -> None:
    friday = datetime(2026, 4, 3, 10, tzinfo=UTC)
    easter = Workdays(holidays=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
    home = Diary("ana", ZoneInfo("UTC"), easter)
    assert not home.suits(friday, friday + timedelta(hours=1))
    resolved_at = datetime(2026, 4, 2, 12, tzinfo=UTC)
    assert last_day(resolved_at, ZoneInfo("UTC"), easter) == datetime(2026, 4, 14, tzinfo=UTC)
    found = proposals(
        [home], resolved_at=resolved_at, now=resolved_at, minutes=60, zone=ZoneInfo("UTC"), workdays=easter
    )
    assert found[0].start.date() not in {date(2026, 4, 3), date(2026, 4, 6)}
