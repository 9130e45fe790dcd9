"""Every number on the pages: what it is called, how it is worked out, what it should be, and what it is made of."""

from __future__ import annotations

from actions.models import Action
from incidents.durations import DURATIONS, MILESTONES
from insights.measures import (
    COUNT,
    DAYS,
    HOURS,
    LEARNING,
    MEETING,
    OUTCOME,
    PROMISES,
    SECONDS,
    SHARE,
    WRITING,
    Measure,
    count,
    middle,
    share,
)
from learning.reads import LEAST as LEAST_READERS


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


def _categories() -> list[Measure]:
    return [
        Measure(
            f"category-{key}",
            f"Done by deadline: {label.lower()}",
            PROMISES,
            SHARE,
            f"Actions on {label.lower()} done on or before their deadline ÷ those whose deadline has passed, without"
            " dropped ones.",
            "actions due",
            share(f"category_kept:{key}", f"category:{key}"),
            f"category-{key}",
            target=0.9,
            less_is_better=False,
            about_actions=True,
            in_detail=True,
        )
        for key, label in Action.Category.choices
    ]


_UNREAD = (
    f"Write-ups with fewer than {LEAST_READERS} readers are left out, so that nobody can be told from a number."
    " Who read is not kept."
)
MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
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
        Measure(
            "publish",
            "Time to publish",
            WRITING,
            HOURS,
            "Median of first publication − all-clear, by the day of publication. Imported write-ups are left out.",
            "write-ups published",
            middle("hours"),
            "publish",
            target=72,
            under=True,
            less_is_better=True,
        ),
        Measure(
            "on-time",
            "Write-ups on time",
            WRITING,
            SHARE,
            "Published within 72 h of the all-clear ÷ incidents that were to be written up, by the day of the"
            " all-clear; those of the last three days are not counted yet, imported ones never.",
            "incidents to be written up",
            share("in_time", "owed"),
            "on-time",
            less_is_better=False,
        ),
        Measure(
            "root-cause",
            "Root cause present",
            WRITING,
            SHARE,
            "Published write-ups with an answer marked as root cause, or with three answered whys ÷ all published, by"
            " the day of publication.",
            "write-ups published",
            share("rooted", "published"),
            "root-cause",
            target=1,
            less_is_better=False,
        ),
        Measure(
            "promised",
            "Actions per write-up",
            WRITING,
            COUNT,
            "Median number of actions of an incident with a published write-up, by the day of publication.",
            "write-ups published",
            middle("promised"),
            "promised",
        ),
        Measure(
            "met",
            "Met within 48 h",
            MEETING,
            SHARE,
            "Incidents whose review meeting began within 48 h of the all-clear ÷ incidents that were to be written up,"
            " by the day of the all-clear; those of the last three days are not counted yet, imported ones never.",
            "incidents to be written up",
            share("met", "owed"),
            "met",
            less_is_better=False,
        ),
        Measure(
            "attendance",
            "Attendance",
            MEETING,
            SHARE,
            "Invitations that were followed ÷ invitations to meetings that were held, by the day of the meeting.",
            "invitations",
            share("came", "invited"),
            "attendance",
            less_is_better=False,
        ),
        *(
            Measure(
                key,
                name,
                MEETING,
                SHARE,
                f"Answers of 4 or 5 out of 5 to “{question}” ÷ all answers, by the day of the meeting. Meetings with"
                " fewer than five answers are left out, so that nobody's answer can be guessed.",
                "answers",
                share(key, "answers"),
                "survey",
                less_is_better=False,
            )
            for key, name, question in (
                ("spoke", "Could speak freely", "I could say what I thought"),
                ("blameless", "Was about causes", "We looked for causes, not for somebody to blame"),
                ("useful", "Worth the hour", "The hour was worth it"),
            )
        ),
        Measure(
            "deadline",
            "Actions by deadline",
            PROMISES,
            SHARE,
            "Actions done on or before their deadline ÷ actions whose deadline has passed, without dropped ones, by the"
            " day of the deadline.",
            "actions due",
            share("kept", "due"),
            "deadline",
            target=0.9,
            less_is_better=False,
            about_actions=True,
        ),
        Measure(
            "high",
            "High-priority actions",
            PROMISES,
            SHARE,
            "The same of actions with high priority.",
            "actions due",
            share("high_kept", "high"),
            "high",
            target=1,
            less_is_better=False,
            about_actions=True,
        ),
        Measure(
            "days",
            "Time to complete",
            PROMISES,
            DAYS,
            "Median of the day it was done − the day its clock began, by the day it was done.",
            "actions done",
            middle("days"),
            "days",
            less_is_better=True,
            about_actions=True,
        ),
        Measure(
            "moved",
            "Deadlines moved",
            PROMISES,
            SHARE,
            "Actions whose deadline was moved at least once ÷ actions whose deadline has passed, by the day of the"
            " deadline.",
            "actions due",
            share("moved", "due"),
            "moved",
            less_is_better=True,
            about_actions=True,
        ),
        *_categories(),
        Measure(
            "effective",
            "Actions that helped",
            LEARNING,
            SHARE,
            "Looks after 30 and 90 days that found the action effective ÷ looks that found it effective or not, by the"
            " day of the answer.",
            "looks with an answer",
            share("effective", "judged"),
            "effective",
            less_is_better=False,
            about_actions=True,
        ),
        Measure(
            "preventive",
            "Preventive actions",
            LEARNING,
            COUNT,
            "Actions promised because of another team's write-up, by the day they were promised.",
            "actions",
            count("preventive"),
            "preventive",
        ),
        Measure(
            "reads",
            "Reads to the end",
            LEARNING,
            COUNT,
            f"People who read a published write-up to its end, each counted once for it, by the day of publication."
            f" {_UNREAD}",
            "reads",
            count("reads"),
            "reads",
            in_detail=True,
        ),
        Measure(
            "readers",
            "Readers of a write-up",
            LEARNING,
            COUNT,
            f"Median number of people who read a published write-up to its end, by the day of publication. {_UNREAD}",
            "write-ups",
            middle("readers"),
            "reads",
            in_detail=True,
        ),
    )
}
