"""What could have stopped the payment outage, what limited it, and what if it had gone another way."""

from __future__ import annotations

# layer, what it is meant to stop, outcome, where the hole was or how it held, key of the action that closes it
DEFENCES = (
    (
        "Review",
        "Changes that keep what they take",
        "hole",
        "The checklist asks about business logic and security, not about connections, files or streams.",
        "checklist",
    ),
    (
        "Testing",
        "Faults that show under load or over time",
        "hole",
        "The suite is done after 40 seconds, and a change of this size skips the load test.",
        "leak test",
    ),
    (
        "Deployment",
        "A bad version reaching everybody",
        "hole",
        "No canary for the Payment API: the new version took all traffic within six minutes.",
        "canary",
    ),
    (
        "Monitoring",
        "Exhaustion nobody sees coming",
        "hole",
        "For two days the pool filled up in silence; the first alarm was the error rate.",
        "alert",
    ),
    (
        "Response",
        "A fault that goes on for longer than it has to",
        "held",
        "Somebody was on it in three minutes, and the rollback followed ten minutes after the cause was known.",
        "",
    ),
)

MITIGATORS = (
    (
        "The payment state machine never moves on without the bank’s answer",
        "234 payments stayed pending and could be settled; none was taken twice or lost.",
    ),
    (
        "Rolling back the Payment API is rehearsed every month",
        "25 minutes with a known end, instead of about an hour for a fix written under pressure.",
    ),
    (
        "The Notification service holds back what it cannot explain",
        "15,000 customers were not told of a failure and then told again.",
    ),
)

WHAT_IFS = (
    (
        "What would have shown this a day before customers noticed?",
        "A graph of the pool. It lost five to ten connections an hour for two days, and nothing draws that number.",
    ),
    (
        "How would this have gone at three in the morning on a holiday?",
        "The page would have been answered just as fast, but the author of the change is on no rota. Finding the cause "
        "took **reading the change**, so it would have waited for somebody who knew where to look.",
    ),
    (
        "How much worse would it have been with twice the traffic?",
        "Twice as fast, not twice as bad: the pool would have been empty after a quarter of an hour. The rollback "
        "takes as long either way.",
    ),
    (
        "Where else could the same thing happen next week?",
        "Search and Identity take connections in the same way. Neither has been looked at yet.",
    ),
)
