"""What was promised, and what was learned of it."""

from __future__ import annotations

from actions.models import Action
from insights.measures import COUNT, DAYS, LEARNING, PROMISES, SHARE, Measure, count, middle, share
from learning.reads import LEAST as LEAST_READERS


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
            owners=f"owners:{key}",
            in_detail=True,
        )
        for key, label in Action.Category.choices
    ]


_UNREAD = (
    f"Write-ups with fewer than {LEAST_READERS} readers are left out, so that nobody can be told from a number."
    " Who read is not kept."
)

MEASURES = (
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
        owners="owners",
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
        owners="owners_high",
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
        owners="owners_done",
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
        owners="owners",
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
        owners="owners_judged",
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
