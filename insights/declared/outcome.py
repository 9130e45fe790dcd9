"""How things went: durations, how often, how grave, and what came back."""

from __future__ import annotations

from incidents.durations import DURATIONS, MILESTONES
from insights.measures import COUNT, OUTCOME, SECONDS, SHARE, Measure, count, middle, share


def _durations() -> list[Measure]:
    return [
        Measure(
            each.key,
            each.name,
            OUTCOME,
            SECONDS,
            f"Median of {MILESTONES[each.end].lower()} − {MILESTONES[each.start].lower()},"
            " by the day the incident started. Where the end precedes the start it is left out.",
            "incidents with both times",
            middle(each.key),
            each.key,
            less_is_better=True,
            in_detail=each.key != "ttr",
        )
        for each in sorted(DURATIONS, key=lambda each: each.key != "ttr")
    ]


MEASURES = (
    *_durations(),
    Measure(
        "incidents",
        "Incidents",
        OUTCOME,
        COUNT,
        "Incidents, near misses included, by the day they started.",
        "incidents",
        count("incidents"),
        "incidents",
    ),
    Measure(
        "severe",
        "SEV1 and SEV2",
        OUTCOME,
        SHARE,
        "Incidents of SEV1 or SEV2 ÷ all incidents, by the day they started.",
        "incidents",
        lambda numbers: share("severe", "incidents")(
            numbers | {"severe": (numbers.get("incidents_sev1") or 0) + (numbers.get("incidents_sev2") or 0)}
        ),
        "severe",
        less_is_better=True,
    ),
    Measure(
        "near-misses",
        "Near misses told",
        OUTCOME,
        COUNT,
        "Incidents of the kind near miss, by the day they started. More of them told is no bad sign.",
        "near misses",
        count("near"),
        "near-misses",
    ),
    Measure(
        "recurring",
        "Failures that came back",
        OUTCOME,
        COUNT,
        "Incidents related to an earlier one as a recurrence, by the same cause or by the same failure, by the day"
        " they started.",
        "incidents that came back",
        count("again"),
        "recurring",
        less_is_better=True,
    ),
)
