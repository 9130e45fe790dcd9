"""Why the payment outage happened, and what was promised."""

from __future__ import annotations

from typing import Any

# key, key of the one above, question, answer, evidence; an "at" is the time of an entry of the timeline.
WHYS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    (
        "stop",
        "",
        "Why did payments stop?",
        "No database connection was free, so each new request failed at once and the health checks with it.",
        {"at": (10, 45)},
    ),
    (
        "pool",
        "stop",
        "Why was no connection free?",
        "The bank transfer code gave a connection back only when a payment succeeded. Every failed one kept its own.",
        {"label": "Connections by call site", "url": "https://graphs.larkspur.example/d/pool?by=caller"},
    ),
    (
        "release",
        "pool",
        "Why did that code reach production?",
        "Review, static analysis and integration tests all passed it: none of them looks at whether resources are released.",
        {"label": "Change 2188 with its checks", "url": "https://code.larkspur.example/payments/changes/2188"},
    ),
    (
        "review",
        "release",
        "Why does review not look at it?",
        "Attention goes to the business logic, and no item of the review checklist asks about connections, files or streams.",
        {"label": "Review checklist, version of that week"},
    ),
    (
        "tests",
        "review",
        "Why did no automated test notice?",
        "The tests run for under a minute, test environments report no pool metrics, and small changes skip the load test. Nothing on the way to production runs a change long enough for a leak to show.",
        {},
    ),
    (
        "warning",
        "pool",
        "Why did nobody know before the pool was empty?",
        "The pool filled for two days without an alert: the only threshold stands at 100%, when requests already fail.",
        {"label": "Pool usage, two days", "url": "https://graphs.larkspur.example/d/pool?days=2", "at": (10, 30)},
    ),
    (
        "thresholds",
        "warning",
        "Why is there no earlier threshold?",
        "Alerts are chosen service by service from errors and latency. No standard names the resources that run out slowly, so no service watches them.",
        {"label": "Alert catalogue"},
    ),
)
ROOTS = ("tests", "thresholds")

# key, title, owner, days after the outage, details
ACTIONS: tuple[tuple[str, str, str, int, dict[str, Any]], ...] = (
    (
        "leak check",
        "Fail the build when a connection, file or stream is not closed",
        "ines",
        8,
        {
            "priority": "high",
            "category": "tooling",
            "ticket": "PAY-5678",
            "effort": "small",
            "gain": "large",
            "done_when": "A change with an unclosed connection cannot be merged.",
        },
    ),
    (
        "checklist",
        "Add a section on releasing resources to the review checklist",
        "priya",
        10,
        {
            "priority": "high",
            "category": "process",
            "ticket": "PAY-5679",
            "effort": "small",
            "gain": "large",
            "done_when": "The checklist of each repository has the section.",
        },
    ),
    (
        "alert",
        "Warn at 70% and alarm at 85% of connection pool usage",
        "sora",
        15,
        {
            "priority": "high",
            "category": "monitoring",
            "ticket": "PAY-5680",
            "effort": "small",
            "gain": "large",
            "done_when": "Both thresholds page somebody in a rehearsal.",
        },
    ),
    (
        "leak test",
        "Run a connection leak test in the integration suite",
        "ines",
        21,
        {
            "priority": "high",
            "category": "testing",
            "ticket": "PAY-5682",
            "effort": "medium",
            "gain": "medium",
            "done_when": "The suite fails on the version of the outage.",
        },
    ),
    (
        "refactor",
        "Return connections automatically in all database access",
        "tomas",
        25,
        {
            "priority": "high",
            "category": "architecture",
            "ticket": "PAY-5681",
            "effort": "large",
            "gain": "large",
            "done_when": "No call site asks for a connection without a scope that returns it.",
        },
    ),
    (
        "runbook",
        "Write the runbook “Connection pool exhausted”",
        "dana",
        12,
        {
            "priority": "medium",
            "category": "documentation",
            "ticket": "PAY-5683",
            "effort": "small",
            "gain": "large",
            "done_when": "Somebody who was not there follows it in a rehearsal.",
        },
    ),
    (
        "training",
        "Teach database troubleshooting in the on-call training",
        "jonas",
        30,
        {
            "priority": "medium",
            "category": "training",
            "ticket": "PAY-5684",
            "effort": "medium",
            "gain": "medium",
            "done_when": "Two people on each rota have taken it.",
        },
    ),
    (
        "canary",
        "Send 5% of traffic first when a payment change is deployed",
        "jonas",
        35,
        {
            "priority": "medium",
            "category": "tooling",
            "ticket": "PAY-5685",
            "effort": "large",
            "gain": "large",
            "done_when": "A payment deploy stops at 5% until its error rate is compared.",
        },
    ),
    (
        "rollback",
        "Roll back by itself when errors stay above 10% for two minutes",
        "jonas",
        40,
        {
            "priority": "medium",
            "category": "tooling",
            "ticket": "PAY-5686",
            "effort": "medium",
            "gain": "medium",
            "done_when": "A rehearsal deploy with 12% errors is gone after three minutes.",
        },
    ),
    (
        "soak",
        "Run a soak environment day and night with production-like load",
        "sora",
        66,
        {
            "priority": "low",
            "category": "testing",
            "ticket": "PAY-5687",
            "effort": "large",
            "gain": "large",
            "done_when": "Each release candidate spends 24 hours in it.",
        },
    ),
    (
        "sizing",
        "Review pool sizes and how they scale, service by service",
        "felix",
        52,
        {
            "priority": "low",
            "category": "architecture",
            "ticket": "PAY-5688",
            "effort": "medium",
            "gain": "medium",
            "done_when": "Each service states its size and the load it was chosen for.",
        },
    ),
    (
        "game day",
        "Hold a game day in which a resource runs out",
        "amara",
        83,
        {
            "priority": "low",
            "category": "training",
            "ticket": "PAY-5689",
            "effort": "medium",
            "gain": "medium",
            "done_when": "Two teams took part and wrote down what surprised them.",
        },
    ),
)

FACTORS = (
    ("technology", "The bank transfer code kept a connection whenever a payment failed", ("refactor", "leak check")),
    ("technology", "No alert below 100% of pool usage", ("alert",)),
    ("technology", "All traffic moved to the new version at once, and nothing rolled it back", ("canary", "rollback")),
    ("process", "The review checklist does not ask about releasing resources", ("checklist",)),
    ("process", "Small changes skip the load test, and tests end before a leak shows", ("leak test", "soak")),
    ("people", "On-call training does not cover connection pool metrics", ("training", "game day")),
    ("people", "The database team joined after ten minutes, because no runbook says when to call", ("runbook",)),
    ("environment", "Pool sizes were set for last year’s traffic", ("sizing",)),
)
