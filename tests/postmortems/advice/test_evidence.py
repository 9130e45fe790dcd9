from dataclasses import replace

import pytest

from postmortems.advice import advise
from postmortems.snapshot import is_unsourced
from tests.postmortems.advice.write_ups import SOUND, keys, saying


@pytest.mark.parametrize(
    "said",
    [
        "Clearly, the pool leaked.",
        "The leak was obviously the root cause.",
        "The logs show that connections were never returned.",
        "It is obvious that the pool leaked.",
        "There is no doubt that a retry storm came first.",
    ],
)
def test_it_asks_for_what_a_sure_claim_rests_on(said: str) -> None:
    [found] = saying(f"It broke at noon. {said}")
    assert (found.key, found.places) == ("evidence:what_happened", (said,))
    assert not found.alarms


@pytest.mark.parametrize(
    "said",
    [
        "The logs show that [connections were never returned](https://logs.example/q).",
        "The logs show that 400 connections were never returned.",
        "The logs show that `close` was never called.",
        "The dashboards show the last hour.",
        "The limits were not clearly documented.",
        "It was not obviously the root cause.",
        "It became clear that the pool leaked.",
        "The pool probably leaked.",
        "Is it obvious that the pool leaked?",
        "> Clearly, the pool leaked.",
        "Write clearly labelled runbooks.",
    ],
)
def test_it_leaves_alone_what_is_shown_or_not_claimed(said: str) -> None:
    assert saying(said) == []


ENTRY = {
    "starred": True,
    "milestone": "",
    "who": "",
    "source": "",
    "evidence_label": "",
    "evidence_url": "",
    "certainty": "evidenced",
}


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, True),
        ({"starred": False, "milestone": "detected"}, True),
        ({"starred": False}, False),
        ({"certainty": "recalled"}, False),
        ({"source": "chat"}, False),
        ({"who": "Automated monitoring"}, False),
        ({"evidence_url": "https://logs.example/q"}, False),
    ],
)
def test_it_asks_for_the_source_of_a_key_entry(change: dict[str, object], lacks: bool) -> None:
    assert is_unsourced(ENTRY | change) is lacks


def test_it_leads_from_such_an_entry_to_the_timeline() -> None:
    found = advise(replace(SOUND, unsourced=2))
    assert keys(found) == ["unsourced"] and found[0].section == "timeline"
    assert found[0].title.startswith("2 key entries are")
