"""How it was worked on: write-ups and review meetings."""

from __future__ import annotations

from insights.measures import COUNT, HOURS, MEETING, SHARE, WRITING, Measure, middle, share

MEASURES = (
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
)
