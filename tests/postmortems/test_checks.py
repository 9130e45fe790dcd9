from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from incidents.durations import MILESTONES
from postmortems import checks, readiness
from postmortems.snapshot import Factor, Promise, Rung, Snapshot, Text
from postmortems.supplied.light import LIGHT
from postmortems.supplied.shape import Supplied
from postmortems.supplied.standard import STANDARD

TODAY = date(2025, 11, 12)
STARTED = datetime(2025, 11, 10, 10, 30, tzinfo=UTC)
SUMMARY = "Payments failed for 80 minutes after a release. Rolling it back ended the outage."


def texts(template: Supplied = STANDARD, **bodies: str) -> tuple[Text, ...]:
    names = ("key", "title", "block", "prose", "required", "most_words", "guidance")
    return tuple(
        Text(
            body=bodies.get(each.key, SUMMARY if each.key == "summary" else "Words."),
            **{name: getattr(each, name) for name in names},
        )
        for each in template.sections
    )


COMPLETE = Snapshot(
    texts=texts(),
    on=TODAY,
    areas=("customer", "business"),
    entries=5,
    milestones={key: STARTED + timedelta(minutes=place) for place, key in enumerate(MILESTONES)},
    expected=tuple(MILESTONES),
    whys=(
        Rung(1, None, "Why did payments stop?", "The pool was empty."),
        Rung(2, 1, "Why was it empty?", "Nothing returned connections."),
        Rung(3, 2, "Why did no test show it?", "Tests end before the pool does."),
    ),
    factors=(Factor("process", "No load test", actions=1), Factor("technology", "No alert", risk_until=TODAY)),
    promises=(Promise("ACT-1", "Alert at 80 percent of the pool", has_owner=True, has_deadline=True),),
)


def missing(snapshot: Snapshot) -> dict[str, checks.Gate]:
    return {gate.key: gate for gate in checks.missing(checks.gates(snapshot))}


def test_it_has_nothing_against_a_complete_write_up() -> None:
    assert missing(COMPLETE) == {}
    assert {each.state for each in readiness.of_sections(COMPLETE)} == {"done"}


def test_it_misses_everything_in_an_empty_one() -> None:
    empty = Snapshot(texts=tuple(replace(text, body="") for text in COMPLETE.texts), on=TODAY, expected=("started",))
    assert {gate.split(":")[0] for gate in missing(empty)} == {
        "text",
        "impact_customer",
        "timeline_entries",
        "milestones",
        "whys_depth",
        "factor_categories",
        "actions",
    }
    assert readiness.counted(readiness.of_sections(empty)) == (0, 11)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Payments failed.", "1 sentence"),
        ("One. Two. Three. Four.", "4 sentences"),
        (f"{'word ' * 81}. End.", "82 words"),
    ],
)
def test_it_keeps_the_summary_short(body: str, said: str) -> None:
    gate = missing(replace(COMPLETE, texts=texts(summary=body)))["summary_length"]
    assert said in gate.sentence
    assert gate.waivable


@pytest.mark.parametrize(
    "body",
    [
        "Payments failed, i.e. nobody could pay. It ended at 11.50.",
        "**Payments failed.** (A rollback ended it.)",
        "What failed? Payments!",
        "Version 2.4.1 held connections. Rolling back to 2.4.0 ended it",
    ],
)
def test_it_counts_two_sentences(body: str) -> None:
    assert "summary_length" not in missing(replace(COMPLETE, texts=texts(summary=body)))


def test_guidance_is_not_content() -> None:
    guidance = next(text.guidance for text in COMPLETE.texts if text.key == "lessons")
    assert "text:lessons" in missing(replace(COMPLETE, texts=texts(lessons=f"{guidance}\n")))


def test_optional_sections_may_stay_empty() -> None:
    snapshot = replace(COMPLETE, texts=texts(lucky="", defences="", references=""))
    assert missing(snapshot) == {}
    assert {each.reasons for each in readiness.of_sections(snapshot) if each.state == "empty"} == {("Optional",)}


def test_a_template_without_a_block_is_not_asked_for_it() -> None:
    snapshot = replace(COMPLETE, texts=texts(LIGHT), whys=(), factors=())
    assert missing(snapshot) == {}


def test_it_asks_for_order_among_the_milestones_and_an_answer_to_gaps() -> None:
    milestones = {**COMPLETE.milestones, "restored": STARTED - timedelta(minutes=1)}
    found = missing(replace(COMPLETE, milestones=milestones, open_gaps=2))
    assert "Restored comes before fix decided" in found["milestone_order"].sentence
    assert found["gaps"].sentence == "2 timeline gaps unexplained"


def test_an_unanswered_why_does_not_count() -> None:
    whys = (*COMPLETE.whys[:2], replace(COMPLETE.whys[2], answer=" "))
    assert "2 deep" in missing(replace(COMPLETE, whys=whys))["whys_depth"].sentence


def test_it_refuses_a_person_as_the_last_why_of_any_branch_and_lets_nobody_waive_it() -> None:
    whys = (*COMPLETE.whys, Rung(4, 2, "Why did review not see it?", "Human error."))
    snapshot = replace(COMPLETE, whys=whys)
    assert [gate.key for gate in checks.missing(checks.gates(snapshot), waived=["whys_system"])] == ["whys_system"]
    assert {each.key: each.state for each in readiness.of_sections(snapshot)}["why"] == "attention"


def test_a_person_may_stand_in_the_middle_of_the_ladder() -> None:
    whys = (replace(COMPLETE.whys[0], answer="The engineer forgot to close it."), *COMPLETE.whys[1:])
    assert missing(replace(COMPLETE, whys=whys)) == {}


def test_a_ladder_that_bites_its_tail_ends() -> None:
    assert replace(COMPLETE, whys=(Rung(1, 2, "a", "a"), Rung(2, 1, "b", "b"))).ladders() == []


def test_it_asks_for_two_categories_and_an_answer_to_each_factor() -> None:
    factors = (
        Factor("process", "No load test"),
        Factor("process", "Old runbook", risk_until=TODAY - timedelta(days=1)),
    )
    found = missing(replace(COMPLETE, factors=factors))
    assert "1 category" in found["factor_categories"].sentence
    assert found["factors_answered"].sentence == "2 of 2 factors have no action and no accepted risk"


def test_it_asks_each_action_for_owner_and_deadline_and_lets_nobody_waive_them() -> None:
    bare = Promise("ACT-2", "Close connections in a finally block", has_owner=False, has_deadline=False)
    found = missing(replace(COMPLETE, promises=(*COMPLETE.promises, bare)))
    assert found["action_owner"].sentence == "1 of 2 have no owner"
    assert not found["action_owner"].waivable
    assert "action_deadline" in found


def test_a_vague_action_and_too_many_are_pointed_out_but_refuse_nothing() -> None:
    promises = (
        *(replace(COMPLETE.promises[0], code=f"ACT-{number}") for number in range(12)),
        Promise("ACT-13", "Improve monitoring", has_owner=True, has_deadline=True),
    )
    snapshot = replace(COMPLETE, promises=promises)
    assert missing(snapshot) == {}
    ready = {each.key: each for each in readiness.of_sections(snapshot)}["actions"]
    assert ready.state == "attention"
    assert "ACT-13: what would done look like?" in ready.reasons


def test_a_text_that_waits_to_be_merged_holds_the_review_back() -> None:
    gate = missing(replace(COMPLETE, waiting=("lessons", "lessons")))["conflict:lessons"]
    assert not gate.waivable


def test_a_waiver_lets_its_gate_pass_and_no_other() -> None:
    snapshot = replace(COMPLETE, entries=1, open_gaps=1)
    assert [gate.key for gate in checks.missing(checks.gates(snapshot), waived=["gaps"])] == ["timeline_entries"]
