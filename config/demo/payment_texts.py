"""What the payment outage's authors wrote."""

from __future__ import annotations

from typing import Any

LINKS = (
    ("chat", "#inc-payments", "https://chat.larkspur.example/inc-payments"),
    ("dashboard", "Pool and error rate", "https://graphs.larkspur.example/d/pool"),
)

QUIET = (
    ("tomas", (11, 35), (11, 50), "The rollback was running; nothing else happened."),
    ("dana", (12, 0), (12, 15), "Waiting for the pool to drain."),
    ("amara", (12, 15), (12, 45), "Watching the graphs before the all-clear."),
)


def entry(hour: int, minute: int, kind: str, text: str, who: str, **more: Any) -> dict[str, Any]:
    """A row of the timeline; its time is that of the story's day."""
    return {"hour": hour, "minute": minute, "kind": kind, "text": text, "who": who, **more}


ENTRIES = [
    entry(
        10,
        30,
        "detection",
        "Payment API error rate rose to 95%",
        "Automated monitoring",
        milestone="started",
        source="metrics",
        evidence_label="Metrics snapshot",
        starred=True,
    ),
    entry(
        10,
        32,
        "alert",
        "On-call engineer paged",
        "Pager",
        milestone="detected",
        source="pager",
        evidence_label="Alert PD-88213",
        starred=True,
    ),
    entry(
        10,
        35,
        "observation",
        "Logs show database connection errors on every payment instance",
        "@tomas",
        milestone="engaged",
        source="log",
        evidence_label="Saved log query",
        starred=True,
    ),
    entry(10, 40, "communication", "Database team asked to join", "@tomas", told="Data stores", source="chat"),
    entry(
        10,
        41,
        "communication",
        "Payments are failing for everybody, answers to customers prepared",
        "@amara",
        told="Customer support",
        source="call",
    ),
    entry(
        10,
        45,
        "observation",
        "The pool is exhausted, 200 of 200 connections in use",
        "@dana",
        source="metrics",
        evidence_label="Metrics snapshot",
        starred=True,
    ),
    entry(
        10,
        50,
        "decision",
        "Restart the Payment API instances",
        "@tomas, @dana",
        source="chat",
        starred=True,
        known="The pool was full, and restarts had cleared similar symptoms in autumn. The leak was not yet suspected.",
        options="Restart; raise the pool’s limit; take payments offline.",
        missing="Which code held the connections.",
    ),
    entry(
        10,
        55,
        "action",
        "First instance restarted, no improvement",
        "@tomas",
        source="deploy",
        evidence_label="Deploy log",
    ),
    entry(11, 0, "escalation", "Raised to SEV1", "@tomas", told="@amara", source="chat", starred=True),
    entry(
        11,
        5,
        "action",
        "All instances restarted, connections clear for a moment",
        "@tomas",
        source="deploy",
        evidence_label="Deploy log",
        starred=True,
    ),
    entry(
        11,
        10,
        "alert",
        "Pool exhausted again within five minutes",
        "Automated monitoring",
        source="metrics",
        evidence_label="Metrics snapshot",
        starred=True,
    ),
    entry(
        11,
        12,
        "communication",
        "“Payments are unavailable, we are working on it”",
        "@vera, Customer support",
        told="Customers",
        source="status",
        evidence_label="Notice 311 on the status page",
        starred=True,
    ),
    entry(
        11,
        15,
        "observation",
        "Connection leak found in the bank transfer code, deployed two days earlier",
        "@ines",
        milestone="understood",
        source="review",
        evidence_label="Change 2198",
        starred=True,
    ),
    entry(
        11,
        25,
        "decision",
        "Roll back to the previous version",
        "@amara",
        milestone="fix_decided",
        source="chat",
        starred=True,
        known="The leak was in one code path. A forward fix was estimated at an hour, the rollback at 25 minutes.",
        options="Roll back; fix forward; switch bank transfers off by a flag.",
        missing="Whether the flag would release connections already held.",
    ),
    entry(
        11,
        27,
        "communication",
        "Rolling back; payments in about half an hour",
        "@amara",
        told="Leadership",
        source="mail",
    ),
    entry(
        11,
        35,
        "change",
        "Rollback started",
        "@tomas",
        source="deploy",
        evidence_label="Pipeline run 4471",
        starred=True,
    ),
    entry(
        11,
        50,
        "recovery",
        "Rollback complete, payments succeed again",
        "Deploy pipeline",
        milestone="restored",
        source="deploy",
        evidence_label="Pipeline run 4471",
        starred=True,
    ),
    entry(
        11,
        54,
        "communication",
        "Payments work again, pending ones are being checked",
        "@vera",
        told="customers",
        source="status",
        evidence_label="Notice 311 on the status page",
    ),
    entry(
        12,
        0,
        "recovery",
        "Error rate back under 0.1%",
        "Automated monitoring",
        source="metrics",
        evidence_label="Metrics snapshot",
        starred=True,
    ),
    entry(
        12,
        15,
        "recovery",
        "Pool usage normal, 20 of 200",
        "@dana",
        source="metrics",
        evidence_label="Metrics snapshot",
    ),
    entry(
        12,
        45,
        "communication",
        "All-clear declared, incident closed",
        "@amara",
        told="Customer support, leadership",
        milestone="resolved",
        source="chat",
        starred=True,
    ),
]

_OUTAGE = (
    "Customers could not pay for 1 hour 20 minutes. A new payment method leaked database connections, and a campaign "
    "that tripled traffic used up the rest."
)
DRAFT = {
    "summary": f"{_OUTAGE} Rolling back restored payments.",
    "what_happened": "The bank transfer code leaked connections. The campaign did the rest.",
}
SUMMARY = {
    "summary": f"{_OUTAGE} Rolling back restored payments; no data was lost, and 234 stuck payments were settled the same day."
}

FIGURES = (
    ("customer", "customers affected", "~15,000", "40% of those active, every payment method", "estimated"),
    (
        "customer",
        "without payments",
        "1 h 20 min",
        "Complete: “Service unavailable” at the last step, no automatic retry",
        "measured",
    ),
    ("business", "lost transaction fees", "$45,000", "Against the same hour of the week before", "estimated"),
    ("business", "uptime commitments missed", "3", "99.95% with three customers, about $12,000 in credits", "measured"),
    ("business", "support tickets", "47", "3 of them raised with account managers", "measured"),
    ("business", "hours of engineering", "20 h", "12 h to respond, 8 h for this write-up and reconciling", "estimated"),
    ("technical", "payments left pending", "234", "All reconciled by hand the same day", "measured"),
    (
        "technical",
        "messages held back",
        "15,000",
        "Failure mails the Notification service queued, then discarded",
        "measured",
    ),
)

TEXTS = {
    "impact": "Customers saw “Service unavailable” when they tried to pay, and failed payments were not retried for them. "
    "Other services kept working. The Notification service held back 15,000 failure mails, which were discarded so that "
    "nobody was told twice.",
    "timeline": "- Detection took two minutes and the page was answered in three.\n"
    "- Restarts relieved the pool for five minutes each and hid the cause for a quarter of an hour.\n"
    "- The cause was found in a code review, not in the metrics, 40 minutes after somebody was on it.\n"
    "- The rollback took 25 minutes from the decision, which is what it takes.",
    "what_happened": "**Trigger.** Two days earlier a change added payments by bank transfer. Its code asks for a connection and returns "
    "it at the end of a successful payment:\n\n"
    "```java\nConnection c = pool.take();\nrecord(c, transfer);   // throws when the bank refuses\npool.give(c);          // not reached then\n```\n\n"
    "**Cascade.**\n\n"
    "1. Under normal traffic five to ten connections an hour were lost, too few to notice.\n"
    "2. On the third day a campaign tripled the traffic, and with it the refused transfers.\n"
    "3. Within half an hour all 200 connections were gone.\n"
    "4. Request threads blocked while they waited for a connection.\n"
    "5. Health checks timed out, and the load balancer took every instance out.",
    "resolution": "Reading the change of two days before, with “who takes connections?” as the question, found the missing return. "
    "Rolling back was preferred to fixing forward because it was rehearsed and its duration known. Afterwards 234 payments were "
    "compared with the bank’s records and settled by hand.",
    "went_well": "- **Detection was fast.** The alert fired within two minutes and a person answered in three.\n"
    "- **Communication was steady.** The channel opened at once, updates came every 15 minutes, support knew within ten.\n"
    "- **The decision was clear.** Once the cause was known, rolling back was decided in ten minutes by the one person in charge.\n"
    "- **No data was lost.** The payment state machine held; what was stuck could be reconciled.",
    "went_wrong": "- **Blind below 100%.** Pool usage was neither graphed nor alerted on.\n"
    "- **Slow diagnosis.** Forty minutes to the cause; a restart hid it for a while.\n"
    "- **All at once.** The new payment method went to every customer with no canary.\n"
    "- **No runbook.** Responders learned pool troubleshooting while payments were down.",
    "lucky": "The campaign started at ten in the morning. Two hours earlier, the only person who had read the change would have been asleep, and the search for the cause would have begun with the graphs, which show nothing.",
}
LESSONS = {
    "lessons": "### Technical\n\nWhat can run out must be measured, and must warn well before it is empty. A resource that is returned only on "
    "success is lost on the first bad day.\n\n"
    "### Process\n\nA test that ends after 30 seconds cannot see a problem that needs 30 minutes. A change sent to everybody at once "
    "reaches everybody at once.\n\n"
    "### Organisation\n\nNobody needs to meet a failure mode for the first time at night. The people closest to the change told the most "
    "useful part of this story.",
    "references": "- Pool graphs: the dashboard linked on the incident\n- The change of the bank transfer method: 2198",
}
