"""Is a write-up needed? A written policy: what speaks for one, what against, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

USERS_PERCENT = 1
SIMILAR_BEFORE = 2


class Group(StrEnum):
    ALWAYS = "always"
    JUDGEMENT = "judgement"
    USUALLY_NOT = "usually_not"


class Outcome(StrEnum):
    REQUIRED = "required"
    JUDGEMENT = "judgement"
    USUALLY_NOT = "usually_not"


class Template(StrEnum):
    STANDARD = "standard"
    LIGHT = "light"
    NEAR_MISS = "near_miss"
    SECURITY = "security"


@dataclass(frozen=True)
class Criterion:
    """`is_derived`: follows from the incident's own data alone and is not offered for ticking."""

    key: str
    group: Group
    label: str
    help: str
    is_derived: bool = False


@dataclass(frozen=True)
class Verdict:
    """`because` holds what decided, weightiest first; when one is required, not what speaks against it."""

    outcome: Outcome
    because: tuple[Criterion, ...]
    template: Template

    @property
    def reasons(self) -> list[str]:
        return [criterion.label for criterion in self.because]


CRITERIA = (
    Criterion("severity", Group.ALWAYS, "SEV1 or SEV2", "Follows from the severity you set.", is_derived=True),
    Criterion("users", Group.ALWAYS, "More than 1% of users affected", "Measured or estimated, at the worst moment."),
    Criterion(
        "outage", Group.ALWAYS, "Complete outage", "A service or a function was gone for everybody who needed it."
    ),
    Criterion("data_loss", Group.ALWAYS, "Data lost or corrupted", "Also when it was restored from a backup later."),
    Criterion(
        "security", Group.ALWAYS, "Security breach or exposed credentials", "Access nobody granted, or a secret seen."
    ),
    Criterion("payments", Group.ALWAYS, "Payments failed", "Customers could not pay, or paid twice."),
    Criterion(
        "commitment",
        Group.ALWAYS,
        "A commitment was missed",
        "An SLA or SLO was breached, or a contract costs us a penalty.",
    ),
    Criterion(
        "escalation",
        Group.ALWAYS,
        "Several teams called in an emergency",
        "More than one team was pulled in to put it right.",
    ),
    Criterion("near_miss", Group.JUDGEMENT, "Near miss", "Caught in time, or by luck, before anybody outside noticed."),
    Criterion(
        "third_similar",
        Group.JUDGEMENT,
        "Third time something like this happened",
        "Two similar incidents came before.",
    ),
    Criterion(
        "process",
        Group.JUDGEMENT,
        "A process did not hold",
        "A change went around its process, or the runbook was wrong.",
    ),
    Criterion("novel", Group.JUDGEMENT, "Something new", "A kind of failure nobody here has seen before."),
    Criterion("single_user", Group.USUALLY_NOT, "One person’s report", "Nobody else was affected."),
    Criterion("planned", Group.USUALLY_NOT, "Planned maintenance", "Announced, and it went as announced."),
    Criterion(
        "known_issue",
        Group.USUALLY_NOT,
        "Known issue with a workaround",
        "Written down, and people can help themselves.",
    ),
    Criterion("within_bounds", Group.USUALLY_NOT, "Within the agreed bounds", "The SLA allows for this much."),
    Criterion("explained", Group.USUALLY_NOT, "Explained by an earlier write-up", "Same cause, nothing new to learn."),
)
BY_KEY = {criterion.key: criterion for criterion in CRITERIA}
_KINDS = {"security": "security", "data_loss": "data_loss", "near_miss": "near_miss"}


def offered(group: Group) -> list[Criterion]:
    """The criteria of a group that a person can tick."""
    return [criterion for criterion in CRITERIA if criterion.group == group and not criterion.is_derived]


def derived(
    *, severity: str, kind: str, users_percent: float | Decimal | None = None, similar_count: int = 0
) -> set[str]:
    """The criteria that follow from the incident's own data. `similar_count` counts earlier similar incidents."""
    holds = {
        "severity": severity.upper() in {"SEV1", "SEV2"},
        "users": users_percent is not None and users_percent > USERS_PERCENT,
        "third_similar": similar_count >= SIMILAR_BEFORE,
    }
    return {key for key, held in holds.items() if held} | ({_KINDS[kind]} if kind in _KINDS else set())


def verdict(
    answers: Iterable[str],
    *,
    severity: str,
    kind: str,
    users_percent: float | Decimal | None = None,
    similar_count: int = 0,
) -> Verdict:
    """What the policy says. Unknown answers and ticks on derived criteria count for nothing."""
    ticked = {key for key in answers if key in BY_KEY and not BY_KEY[key].is_derived}
    ticked |= derived(severity=severity, kind=kind, users_percent=users_percent, similar_count=similar_count)
    holding = [criterion for criterion in CRITERIA if criterion.key in ticked]
    groups = {criterion.group for criterion in holding}
    if Group.ALWAYS in groups:
        outcome = Outcome.REQUIRED
        holding = [criterion for criterion in holding if criterion.group != Group.USUALLY_NOT]
    else:
        outcome = Outcome.JUDGEMENT if Group.JUDGEMENT in groups else Outcome.USUALLY_NOT
    return Verdict(outcome, tuple(holding), _template(outcome, ticked, kind))


def _template(outcome: Outcome, ticked: set[str], kind: str) -> Template:
    if "security" in ticked:
        return Template.SECURITY
    if kind == "near_miss" or ("near_miss" in ticked and outcome != Outcome.REQUIRED):
        return Template.NEAR_MISS
    return Template.STANDARD if outcome == Outcome.REQUIRED else Template.LIGHT
