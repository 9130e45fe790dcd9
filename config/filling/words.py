"""What such an organisation writes: sentences put together from parts, the same for the same chance."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

FIRST = (
    "Ada", "Ben", "Carla", "Deniz", "Elif", "Femi", "Greta", "Hugo", "Imani", "Jiro", "Kaja", "Leo", "Mira", "Noor",
    "Oskar", "Pia", "Quinn", "Rosa", "Sven", "Thea", "Umar", "Vito", "Wren", "Xenia", "Yara", "Zoe", "Abel", "Bea",
    "Cleo", "Dario",
)  # fmt: skip
LAST = (
    "Almeida", "Baran", "Castell", "Dorn", "Eide", "Falk", "Gruber", "Hallam", "Ibarra", "Jansen", "Kovac", "Lund",
    "Mensah", "Novak", "Oduya", "Pereira", "Quist", "Rossi", "Sato", "Tamm", "Ueda", "Varga", "Weiss", "Xu", "Yilmaz",
    "Zorn", "Achebe", "Brandt", "Coste", "Duarte",
)  # fmt: skip
ZONES = ("Europe/Berlin",) * 5 + ("Europe/London", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "UTC")
DOMAINS = (
    "Checkout", "Ledger", "Catalogue", "Search", "Identity", "Billing", "Shipping", "Inventory", "Notification",
    "Reporting", "Pricing", "Messaging", "Profile", "Media", "Partner", "Fraud", "Booking", "Session", "Import",
    "Export", "Payout", "Refund", "Address", "Consent", "Calendar",
)  # fmt: skip
PARTS = ("API", "Worker", "Gateway", "Database", "Cache", "Queue", "Scheduler", "Frontend")
TEAM_WORDS = ("Core", "Platform", "Delivery", "Data")
SYMPTOMS = (
    "rising error rate", "timeouts for one region", "requests queued for minutes", "stale results",
    "duplicate messages", "sign-in refused", "slow responses", "memory growing until restart", "missing records",
    "unbalanced load",
    "connections exhausted", "writes rejected", "delayed deliveries", "empty pages", "certificate rejected",
)  # fmt: skip
CAUSES = (
    "a configuration change", "a schema migration", "a certificate renewal", "a dependency upgrade", "a traffic peak",
    "a failed failover", "an expired credential", "a full disk", "a retry storm", "a changed default", "a slow query",
    "a partial deployment", "a network partition", "a time-out set too short", "an unbounded queue",
)  # fmt: skip
DETECTORS = ("Automated alert", "Customer report", "Deployment check", "On-call engineer", "Support", "Synthetic probe")
VERBS = (
    "Alert on", "Limit", "Document", "Rehearse", "Automate", "Test", "Split", "Add a time-out to", "Make idempotent",
    "Review", "Measure", "Retire", "Roll out gradually", "Add a canary for", "Cap the retries of",
    "Verify after deploy",
)  # fmt: skip
THINGS = (
    "the connection pool", "the failover", "schema migrations", "certificate renewals", "the retry policy",
    "the import job", "the cache warm-up", "the rollback", "queue depth", "the restore from backup", "feature switches",
    "the on-call handover", "slow queries", "the rate limiter", "deploy approvals", "the status page",
)  # fmt: skip
SUBJECTS = (
    "The health check", "The connection pool", "The deployment pipeline", "The retry policy", "The dashboard",
    "The runbook", "The load balancer", "The migration", "The alert", "The cache", "The scheduler", "The consumer",
)  # fmt: skip
DEEDS = (
    "reported the instances as healthy while they refused new work", "kept the old limit after the traffic had tripled",
    "filled within four minutes and did not drain on its own", "had last been tried eleven months before",
    "repeated every failed call at once, which held the load up", "showed the average, in which one region vanished",
    "waited for a lock that a report had taken an hour earlier", "fired after customers had already written to support",
    "was rolled back in two steps because the first left half of the fleet behind", "returned cached answers as if new",
    "named a host that no longer existed", "treated a missing value as zero and went on",
)  # fmt: skip
TURNS = (
    "which nobody could see from the outside", "as the metrics of that morning show", "until the pool was drained",
    "and the next service in line ran out of threads", "so that the queue behind it grew", "for about a quarter hour",
    "although every single component met its own objective", "before the traffic was moved to the other region",
)  # fmt: skip
NOTES = ("Half done, the rest next week.", "Waiting for a review.", "First version is live.", "Blocked by access.")


def pick(chance: Random, choices: Sequence[T]) -> T:
    """Random.choice at a third of its cost."""
    return choices[int(chance.random() * len(choices))]


def sentence(chance: Random) -> str:
    return f"{pick(chance, SUBJECTS)} {pick(chance, DEEDS)}, {pick(chance, TURNS)}."


def incident_title(chance: Random, service: str) -> str:
    return f"{service}: {pick(chance, SYMPTOMS)} after {pick(chance, CAUSES)}"


def action_title(chance: Random, service: str) -> str:
    return f"{pick(chance, VERBS)} {pick(chance, THINGS)} in {service}"


def summary(chance: Random, service: str, minutes: int) -> str:
    """Two sentences that somebody outside understands."""
    return (
        f"{service} answered with {pick(chance, SYMPTOMS)} for {minutes} minutes after {pick(chance, CAUSES)}. "
        f"No data was lost; {pick(chance, THINGS)} was changed so that it cannot spread this way again."
    )


def paragraphs(chance: Random, characters: int) -> str:
    """Markdown of about this length, of the kinds that people use: prose, lists, code, quotes, tables, links."""
    found, length, turn = [], 0, int(chance.random() * 8)
    while length < characters:
        part = _part(chance, turn)
        found.append(part)
        length += len(part) + 2
        turn += 1
    return "\n\n".join(found)


def _part(chance: Random, turn: int) -> str:
    if turn % 8 == 2:
        return "\n".join(f"- **{pick(chance, THINGS)}**: {sentence(chance)}" for _ in range(4))
    if turn % 8 == 4:
        lines = "\n".join(f"{hour:02d}:{17 + hour} pool={90 + hour} waiting={hour * hour}" for hour in range(9, 14))
        return f"```text\n{lines}\n```"
    if turn % 8 == 5:
        rows = "\n".join(f"| {pick(chance, THINGS)} | {turn * 7 + n} % | {n * 3} min |" for n in range(1, 5))
        return f"| Part | Share | Lasted |\n|---|---|---|\n{rows}"
    if turn % 8 == 7:
        return f"> {sentence(chance)}\n\nSee [the graphs](https://graphs.fern.example/d/{turn}) and `pool.max_size`."
    return " ".join(sentence(chance) for _ in range(4))
