from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.criteria import BY_KEY, CRITERIA, Group, Outcome, Template, Verdict, offered, verdict


def judge(*answers: str, severity: str = "SEV3", kind: str = "degradation", **figures: int) -> Verdict:
    return verdict(answers, severity=severity, kind=kind, **figures)


@pytest.mark.parametrize("key", [criterion.key for criterion in offered(Group.ALWAYS)])
def test_it_requires_a_write_up_for_any_criterion_that_always_does(key: str) -> None:
    result = judge(key, "planned", "known_issue")
    assert result.outcome == Outcome.REQUIRED
    assert result.reasons == [BY_KEY[key].label]


@pytest.mark.parametrize("key", [criterion.key for criterion in offered(Group.JUDGEMENT)])
def test_it_leaves_judgement_to_a_person_and_names_both_sides(key: str) -> None:
    result = judge(key, "single_user")
    assert result.outcome == Outcome.JUDGEMENT
    assert result.reasons == [BY_KEY[key].label, BY_KEY["single_user"].label]


@pytest.mark.parametrize("answers", [(), ("planned",), ("single_user", "within_bounds")])
def test_it_usually_asks_for_none_otherwise_and_offers_the_light_one(answers: tuple[str, ...]) -> None:
    result = judge(*answers)
    assert (result.outcome, result.template) == (Outcome.USUALLY_NOT, Template.LIGHT)


@pytest.mark.parametrize(("severity", "required"), [("SEV1", True), ("sev2", True), ("SEV3", False), ("SEV4", False)])
def test_it_reads_the_severity(severity: str, required: bool) -> None:
    assert (judge(severity=severity).outcome == Outcome.REQUIRED) == required


def test_it_cannot_be_told_a_severity_by_ticking() -> None:
    assert judge("severity", "no such thing").because == ()


@pytest.mark.parametrize(("percent", "required"), [(None, False), (Decimal("1.00"), False), (Decimal("1.01"), True)])
def test_it_reads_the_share_of_users(percent: Decimal | None, required: bool) -> None:
    result = verdict([], severity="SEV3", kind="outage", users_percent=percent)
    assert (result.outcome == Outcome.REQUIRED) == required


@pytest.mark.parametrize(("before", "outcome"), [(1, Outcome.USUALLY_NOT), (2, Outcome.JUDGEMENT)])
def test_it_counts_the_third_similar_incident(before: int, outcome: Outcome) -> None:
    assert judge(similar_count=before).outcome == outcome


@pytest.mark.parametrize(
    ("kind", "outcome", "template"),
    [
        ("security", Outcome.REQUIRED, Template.SECURITY),
        ("data_loss", Outcome.REQUIRED, Template.STANDARD),
        ("near_miss", Outcome.JUDGEMENT, Template.NEAR_MISS),
        ("outage", Outcome.USUALLY_NOT, Template.LIGHT),
    ],
)
def test_it_reads_the_kind(kind: str, outcome: Outcome, template: Template) -> None:
    result = judge(kind=kind)
    assert (result.outcome, result.template) == (outcome, template)


def test_it_suggests_the_near_miss_template_for_a_tick_only_while_nothing_broke() -> None:
    assert judge("near_miss").template == Template.NEAR_MISS
    assert judge("near_miss", "payments").template == Template.STANDARD


@given(
    answers=st.sets(st.sampled_from([criterion.key for criterion in CRITERIA])),
    more=st.sampled_from([criterion.key for criterion in CRITERIA]),
)
def test_it_never_asks_for_less_when_more_speaks_for_it(answers: set[str], more: str) -> None:
    weight = [Outcome.USUALLY_NOT, Outcome.JUDGEMENT, Outcome.REQUIRED]
    assert weight.index(judge(*answers, more).outcome) >= weight.index(judge(*answers).outcome)
