from dataclasses import replace

import pytest

from postmortems.advice import advise
from postmortems.snapshot import Figure
from tests.postmortems.advice.write_ups import SOUND, keys, saying
from tests.postmortems.test_checks import texts


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("It took 45 minutes to understand.", "Text says 45 minutes to understand, the timeline says 40 min"),
        ("It took us forty-five minutes to find the cause.", "Text says forty-five minutes to understand, the"),
        ("**TTU:** 55 min", "Text says 55 min to understand"),
        ("| Time to detect | 5 min | 10:35 − 10:30 |", "Text says 5 min to detect, the timeline says 2 min"),
        ("Detection took ten minutes and nobody was paged.", "Text says ten minutes to detect"),
        ("The outage was noticed after 20 minutes.", "Text says 20 minutes to detect"),
        ("The outage lasted 45 minutes.", "Text says 45 minutes of customer impact, the timeline says 1 h 20 min"),
        ("The incident lasted almost four hours, and support was busy.", "Text says four hours of customer impact"),
        ("Time to recover was 3 h 10 min.", "Text says 3 h 10 min to recover, the timeline says 25 min"),
        ("The disruption went on for more\nthan five hours.", "Text says five hours of customer impact"),
    ],
)
def test_it_finds_a_duration_that_is_not_the_measured_one(said: str, title: str) -> None:
    found = saying(said)
    assert [each.title.startswith(title) for each in found] == [True]
    assert all(each.alarms and each.section == "what_happened" for each in found)


@pytest.mark.parametrize(
    "said",
    [
        "It took 40 minutes to understand.",
        "It took about 45 minutes to understand.",
        "It took 45 minutes to understand the error message.",
        "It took 45 minutes to understand one of the two logs.",
        "From the first error it took 45 minutes to understand.",
        "Detection took two minutes and the page was answered in three.",
        "Detection took under five minutes.",
        "The outage lasted 80 minutes.",
        "The outage lasted two hours, until the all-clear.",
        "The incident lasted 2 h 15 min.",
        "Last month the outage lasted 45 minutes.",
        "In INC-7 the outage lasted 45 minutes.",
        "If the alert had fired, the outage lasted 45 minutes at most.",
        "Our target for time to detect is five minutes.",
        "Mean time to resolve: 40 minutes.",
        "The outage lasted 30 to 45 minutes, depending on the region.",
        "Restarts took 45 minutes.",
        "The alert fires after 45 minutes.",
        "> The outage lasted 45 minutes, said the first report.",
        "```\ntime to detect: 45 min\n```",
    ],
)
def test_it_leaves_other_lengths_of_time_alone(said: str) -> None:
    assert saying(said) == []


def test_it_says_nothing_of_what_is_not_measured() -> None:
    unknown = replace(SOUND, milestones={}, texts=texts(what_happened="The outage lasted 45 minutes."))
    assert advise(unknown) == []


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("1,500 customers were affected.", "Text says 1,500 for “customers affected”, the impact figures say 1,200"),
        ("The release affected 1,500 customers.", "Text says 1,500 for “customers affected”"),
        ("At least 2,000 affected customers wrote to us.", "Text says 2,000 for “customers affected”"),
        ("There were 9,000 failed payments.", "Text says 9,000 for “failed payments”, the impact figures say ~3,400"),
        ("9,000 payments failed.", "Text says 9,000 for “failed payments”"),
        ("We lost $50,000 in revenue.", "Text says $50,000 for “revenue lost”"),
        ("60% of checkouts failed.", "Text says 60% for “of checkouts failed”"),
    ],
)
def test_it_finds_an_impact_figure_that_is_another(said: str, title: str) -> None:
    assert [each.title[: len(title)] for each in saying(said)] == [title]


@pytest.mark.parametrize(
    "said",
    [
        "1,200 customers were affected.",
        "About 1,300 customers were affected.",
        "More than 1,000 customers were affected.",
        "3,000 failed payments were tried again.",
        "15 customers complained.",
        "800 of 1,200 customers affected wrote to us.",
        "300 customers were affected by 10:40.",
        "300 customers were affected in Norway.",
        "Another 300 customers were affected.",
        "300 customers of one bank were affected.",
        "40% of customers affected came back.",
        "1,000 to 1,500 customers were affected.",
        "In INC-7, 300 customers were affected.",
        "We expected 300 customers affected.",
        "The limit is 300 failed payments.",
        "A campaign reached 9,000 customers.",
    ],
)
def test_it_leaves_other_numbers_alone(said: str) -> None:
    assert saying(said) == []


def test_it_does_not_guess_which_of_two_figures_is_meant() -> None:
    two = (Figure("customers affected", "1,200"), Figure("Customers affected", "30"))
    said = texts(what_happened="500 customers were affected.")
    assert advise(replace(SOUND, figures=two, texts=said)) == []


@pytest.mark.parametrize("section", ["references", "lucky", "lessons"])
def test_it_leaves_alone_what_tells_of_other_times(section: str) -> None:
    assert saying("The outage lasted 45 minutes.", section) == []


def test_it_says_each_thing_once_for_a_section() -> None:
    assert keys(saying("The outage lasted 45 minutes. As we said: the outage lasted 45 minutes.")) == ["contradiction"]
