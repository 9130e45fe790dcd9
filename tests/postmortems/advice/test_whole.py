"""Advice about actions, length, lateness, and what a template leaves to the authors."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from postmortems import readiness
from postmortems.advice import advise
from postmortems.checks import gates
from postmortems.snapshot import Factor, Progress, Promise, Rung, Text
from tests.postmortems.advice.write_ups import FIRM, SOUND, keys, with_optional
from tests.postmortems.test_checks import STARTED, texts


def test_it_has_nothing_to_say_about_a_sound_write_up() -> None:
    assert advise(SOUND) == []


def promise(title: str, *, priority: str = "medium") -> Promise:
    return Promise("ACT-2", title, has_owner=True, has_deadline=True, priority=priority)


def test_it_asks_what_done_would_look_like() -> None:
    [found] = advise(replace(SOUND, promises=(FIRM, promise("Improve monitoring"))))
    assert (found.title, found.places) == ("ACT-2: what would done look like?", ("Improve monitoring",))


@pytest.mark.parametrize(("count", "found"), [(12, []), (13, ["many_actions"])])
def test_it_counts_the_actions(count: int, found: list[str]) -> None:
    assert keys(advise(replace(SOUND, promises=(FIRM,) * count))) == found


@pytest.mark.parametrize(
    ("made", "prevents"),
    [
        (promise("Alert at 80 percent of the pool"), False),
        (promise("Add a dashboard for the pool"), False),
        (promise("Teach the pool's limits"), False),
        (promise("Alert at 80 percent of the pool", priority="high"), True),
        (promise("Spread retries over ten minutes"), True),
        (promise("Load test every payment method"), True),
        (promise("Logging must not hold a connection"), True),
    ],
)
def test_it_misses_an_action_that_prevents(made: Promise, prevents: bool) -> None:
    assert keys(advise(replace(SOUND, promises=(made,)))) == ([] if prevents else ["no_prevention"])


@pytest.mark.parametrize(("count", "found"), [(2_900, []), (3_001, ["length"])])
def test_it_counts_the_words_and_leads_to_the_longest_section(count: int, found: list[str]) -> None:
    advice = advise(replace(SOUND, texts=texts(resolution="word " * count)))
    assert keys(advice) == found
    assert [each.section for each in advice] == ["resolution"][: len(found)]


@pytest.mark.parametrize(
    ("hours", "submitted", "published", "said"),
    [
        (47, None, None, ""),
        (49, None, None, "The draft is late by 1 h: it was due 48 h after the all-clear"),
        (49, 40, None, ""),
        (73, 40, None, "Publication is late by 1 h: it was due 72 h after the all-clear"),
        (73, None, None, "Publication is late by 1 h"),
        (99, 40, 80, ""),
    ],
)
def test_it_says_how_late_it_is(hours: int, submitted: int | None, published: int | None, said: str) -> None:
    def at(hour: int | None) -> object:
        return None if hour is None else STARTED + timedelta(hours=hour)

    progress = Progress(STARTED + timedelta(hours=hours), STARTED, at(submitted), at(published))  # type: ignore[arg-type]
    found = advise(replace(SOUND, progress=progress))
    assert [each.title[: len(said)] for each in found] == ([said] if said else [])
    assert readiness.counted(readiness.of_sections(replace(SOUND, progress=progress))) == (11, 11)


def test_it_asks_as_advice_what_the_template_does_not_require() -> None:
    blamed = replace(
        SOUND,
        whys=(Rung(1, None, "Why?", "Human error."),),
        factors=(Factor("process", "No load test"),),
    )
    assert keys(advise(with_optional(blamed, "whys", "factors", went_well=""))) == [
        "whys_system",
        "factors_answered",
        "text",
    ]
    assert advise(blamed) == [], "gates ask it already"
    assert advise(with_optional(SOUND, "whys", "factors", went_well="It did.")) == []


def test_what_gates_and_advice_say_of_these_comes_with_a_reason() -> None:
    found = {gate.key: gate.why for gate in gates(SOUND)}
    assert all(found[key] for key in ("whys_system", "factors_answered", "text:went_well"))


PARAGRAPH = (
    "The pool of connections ran dry at 10:31, and the requests that came after it waited for the ones before them. "
    "Nobody could see that, because the dashboard shows [usage](https://example.org/d) by the hour. The logs show that "
    "a retry followed each of the 400 failures. It took 40 minutes to understand. 1,200 customers were affected.\n\n"
    "- **Restarts** helped for five minutes each\n- The Payment API answered, and Erin Vale's note was found\n\n"
)


def test_it_reads_a_very_long_write_up_in_little_time() -> None:
    body = PARAGRAPH * 8
    blocks = dict(enumerate(("impact", "timeline", "whys", "factors", "actions")))

    def seconds() -> float:
        sections = tuple(Text(f"s{place}", "Title", body, blocks.get(place, "")) for place in range(20))
        snapshot = replace(SOUND, texts=sections)
        assert snapshot.words > 10_000
        begun = time.process_time()
        readiness.of_sections(snapshot, gates(snapshot), advise(snapshot))
        return time.process_time() - begun

    assert min(seconds() for _ in range(7)) < 0.020
