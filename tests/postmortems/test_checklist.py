"""The facts beneath a reviewer's checks."""

import re
from datetime import date
from typing import Any

from django.urls import reverse

from postmortems.advice import Advice
from postmortems.checklist import Known, facts
from postmortems.snapshot import Factor, Promise, Rung, Snapshot, Text
from tests.builders.reviews import a_draft, an_action
from tests.cast import Cast, signed_in

TEXTS = (
    Text("summary", "Summary", "Cards failed. They work again."),
    Text("why", "Why", block="whys", prose=False),
    Text("steps", "Actions", block="actions", prose=False),
    Text("went_well", "Went well", "The alert fired."),
)


def known(**given: Any) -> Known:
    parts: dict[str, Any] = {"content": {}, "advice": (), "hints": 0, **given}
    data = parts.pop("data", {})
    return Known(snapshot=Snapshot(texts=TEXTS, on=date(2025, 11, 3), **data), **parts)


def said(check: str, **given: Any) -> list[str]:
    return [fact.words for fact in facts(check, known(**given))]


def test_they_count_what_the_check_is_about() -> None:
    rungs = (Rung(1, None, "Why?", "A leak."), Rung(2, 1, "Why that?", "No review asks.", is_root=True))
    factors = (Factor("process", "No test", actions=1), Factor("technology", "No limit"))
    promises = (Promise("ACT-1", "Test it", True, True), Promise("ACT-2", "Limit it", True, False))
    data = {"whys": rungs, "factors": factors, "promises": promises, "entries": 1}
    assert said("The executive summary stands alone") == ["5 words in 2 sentences"]
    assert said("The last why is about the system", data=data) == ["2 whys, 1 marked as root cause"]
    assert said("Each contributing factor leads to something", data=data) == ["1 of 2 factors answered"]
    assert said("Each action is specific", data=data) == ["1 of 2 have owner and date"]
    assert said("The timeline has no gaps", data=data) == ["1 entry"]
    assert said("No sentence makes a person the cause", hints=3) == ["3 hints about wording"]
    assert said("What went well is included") == ["3 words"]
    layers = {"defences": [{"outcome": "held"}, {"outcome": "hole"}]}
    assert said("Defences that held are told apart from luck", content=layers) == ["2 layers, 1 held"]
    assert said("Another team would learn something") == []


def test_they_say_what_the_checks_found_and_where() -> None:
    wrong = Advice("contradiction:summary:0", "summary", "45 is not 40", "Why")
    bare = Advice("evidence:why", "why", "A claim", "Why")
    found = facts("Impact figures agree, and claims name their evidence", known(advice=(wrong, bare)))
    assert [(fact.words, fact.at) for fact in found][1:] == [
        ("1 in the text contradict the data", "checks"),
        ("1 place to check", "checks"),
    ]


def test_the_review_page_shows_them_beneath_the_checks(cast: Cast, django_assert_max_num_queries: Any) -> None:
    from postmortems import workflow

    postmortem = a_draft(cast)
    an_action(cast, postmortem.incident)
    postmortem = workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    client, address = signed_in(cast.alice), reverse("postmortems:review", args=[postmortem.reference])
    with django_assert_max_num_queries(15):
        html = client.get(address).content.decode()
    shown = re.findall(r'class="check-facts">(.*?)</p>', html, re.DOTALL)
    assert len(shown) == 7
    assert any("have owner and date" in each and "#d-actions" in each for each in shown)
