"""What the author of the schema migration lock wrote."""

from __future__ import annotations

from typing import Any

QUIET = (
    ((14, 40), (15, 5), "Reading lock tables by hand."),
    ((15, 5), (15, 20), "Weighing whether to cancel."),
    ((15, 20), (16, 10), "The migration was left running."),
    ((16, 10), (18, 12), "The rewrite ran; a cancel would have rolled back for longer."),
)


def entry(hour: int, minute: int, kind: str, text: str, who: str, **more: Any) -> dict[str, Any]:
    """A row of the timeline; its time is that of the story's day."""
    return {"hour": hour, "minute": minute, "kind": kind, "text": text, "who": who, **more}


ENTRIES = [
    entry(
        14,
        12,
        "change",
        "Migration 0147 deployed by the standard pipeline; `orders` is locked",
        "Deploy pipeline",
        milestone="started",
        source="deploy",
        evidence_label="Pipeline run 4630",
        starred=True,
    ),
    entry(
        14,
        17,
        "alert",
        "First customer errors on checkout raise an alert",
        "Automated monitoring",
        milestone="detected",
        source="metrics",
        starred=True,
    ),
    entry(
        14,
        23,
        "observation",
        "Alert acknowledged, checkout logs show writes timing out",
        "@jonas",
        milestone="engaged",
        source="pager",
        starred=True,
    ),
    entry(
        14,
        31,
        "escalation",
        "Incident declared after a transient fault was ruled out",
        "@jonas",
        told="@amara",
        source="chat",
        starred=True,
    ),
    entry(14, 40, "communication", "Database engineer joins", "@amara", told="@dana", source="chat"),
    entry(
        15,
        5,
        "observation",
        "Exclusive lock on `orders` found, held by migration 0147",
        "@dana",
        milestone="understood",
        source="log",
        evidence_label="Lock table",
        starred=True,
    ),
    entry(
        15,
        20,
        "decision",
        "Let the migration run",
        "@amara, @dana",
        milestone="fix_decided",
        source="chat",
        starred=True,
        known="Cancelling would roll back an hour of work, and how long that takes was not known.",
        options="Cancel now; let it finish; fail over to the replica.",
        missing="The time left, and the time a rollback takes.",
    ),
    entry(
        16,
        10,
        "hypothesis",
        "Cancelling tested on a replica: rolled back in six minutes, but the rewrite was nearly through its first pass",
        "@dana",
        source="log",
        certainty="recalled",
    ),
    entry(
        18,
        12,
        "recovery",
        "Migration finished, lock released, orders are written again",
        "Orders database",
        milestone="restored",
        source="log",
        starred=True,
    ),
    entry(
        18,
        21,
        "communication",
        "All-clear after nine minutes of normal writes",
        "@amara",
        told="Customer support",
        milestone="resolved",
        source="chat",
        starred=True,
    ),
]

FIGURES = (
    ("customer", "orders failed", "~2,400", "Every order placed in the time", "estimated"),
    ("customer", "without checkout", "4 h", "Complete for writing; browsing worked", "measured"),
    ("business", "revenue lost", "$180,000", "Against the same afternoon of the week before", "estimated"),
    ("technical", "rows rewritten under the lock", "12 million", "Staging holds 50,000", "measured"),
    ("technical", "orders corrupted", "0", "Refused, never half written", "measured"),
)

WHYS = (
    ("Why could nobody order?", "An exclusive lock on `orders` held back every write for four hours."),
    ("Why was the lock held so long?", "The migration rewrote each of 12 million rows in one transaction."),
    (
        "Why was that not seen before it was deployed?",
        "It took seconds on staging, which holds 50,000 rows, and nothing compares the two.",
    ),
    (
        "Why was that difference not visible?",
        "Staging is sized for quick builds, not for rehearsing changes to large tables.",
    ),
    (
        "Why could a migration hold a lock for hours?",
        "The pipeline sets no limit on lock time, and lets migrations run in peak hours by default.",
    ),
)

ACTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "Compare table sizes of staging and production before a migration runs",
        "dana",
        {
            "priority": "high",
            "category": "tooling",
            "effort": "small",
            "done_when": "A migration on a table a hundred times larger than staging’s asks for a second look.",
        },
    ),
    (
        "Cancel a migration that holds a lock longer than a set limit",
        "jonas",
        {
            "priority": "high",
            "category": "tooling",
            "effort": "medium",
            "done_when": "A rehearsal migration is cancelled after 30 seconds.",
        },
    ),
    (
        "Require a second reviewer for migrations on tables over one million rows",
        "felix",
        {
            "priority": "high",
            "category": "process",
            "effort": "small",
            "done_when": "The repository refuses to merge one without.",
        },
    ),
    (
        "Give staging production-size copies of the five largest tables",
        "dana",
        {
            "priority": "medium",
            "category": "testing",
            "effort": "large",
            "done_when": "The outage’s migration takes hours on staging.",
        },
    ),
    (
        "Write the runbook “A table is locked”",
        "dana",
        {
            "priority": "medium",
            "category": "documentation",
            "effort": "small",
            "done_when": "It names who decides to cancel, and by which numbers.",
        },
    ),
    (
        "Schedule migrations outside peak hours unless somebody says otherwise",
        "sora",
        {
            "priority": "medium",
            "category": "process",
            "effort": "small",
            "done_when": "The pipeline holds a migration back between 08:00 and 20:00 UTC.",
        },
    ),
)

FACTORS = (
    ("technology", "The pipeline sets no limit on the time a lock is held", (1,)),
    ("technology", "Staging holds 50,000 rows where production holds 12 million", (3, 0)),
    ("process", "Migrations are reviewed without regard to the size of the table", (2,)),
    ("process", "Migrations run in peak hours unless somebody objects", (5,)),
    ("people", "No runbook says who decides to cancel, and by which numbers", (4,)),
)

TEXTS = {
    "summary": "Nobody could place an order for four hours because a schema migration locked the orders table. It took seconds on staging and hours "
    "on production’s twelve million rows. About 2,400 orders failed; none was corrupted, and the pipeline will now cancel such locks.",
    "impact": "Customers could browse but not order. About 2,400 orders failed, worth an estimated $180,000. No order was written in part.",
    "what_happened": "Migration 0147 changed the type of a column of `orders`. The change rewrites the table, and takes an exclusive lock for as long as that "
    "takes. On staging it took seconds. In production it held back every write from 14:12 to 18:12.",
    "resolution": "The lock table named the migration. Cancelling was weighed against waiting with too little known of either; the migration was left to finish, "
    "and writes resumed the moment it did.",
    "went_well": "- Reads kept working, so customers could still look things up.\n- Orders were refused as a whole and never half written.\n- The commander kept one channel, and support always had the latest word.",
    "went_wrong": "- The first alert came from customers’ errors, not from the lock.\n- Half an hour went into finding which statement held the lock.\n- The decision to wait was made without knowing the time left.",
    "lucky": "The backup of the night before had finished an hour earlier than usual. Had it still been running, it would have waited too.",
    "lessons": "A rehearsal on small data rehearses something else. What can hold a lock needs a limit, and whoever must decide to cancel needs two numbers at hand: time left, and time to roll back.",
}
