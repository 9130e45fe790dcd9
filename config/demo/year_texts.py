"""The kinds of small incident that come back over a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.demo.under_way_texts import Row


@dataclass(frozen=True)
class Small:
    titles: tuple[str, ...]
    service: str
    kind: str
    responders: tuple[str, ...]
    symptom: str
    cause_text: str
    fix: str
    action: str
    cause: str
    failure: str
    why_not: str = "Inside the agreed bounds, and fully explained by an earlier write-up."
    severity: str = ""
    key: str = ""

    def title(self, number: int) -> str:
        return self.titles[number // 9 % len(self.titles)]

    def rows(self, ends: Sequence[int]) -> list[Row]:
        return [
            (0, "observation", self.symptom, self.service, "started"),
            (ends[0], "alert", "Alert on the symptom", "Automated monitoring", "detected"),
            (ends[1], "observation", "Somebody is on it", f"@{self.responders[0]}", "engaged"),
            (ends[2], "observation", self.cause_text, f"@{self.responders[0]}", "understood"),
            (ends[3], "decision", self.fix, f"@{self.responders[0]}", "fix_decided"),
            (ends[4], "recovery", "Back to normal", self.service, "restored"),
        ]

    def texts(self) -> dict[str, str]:
        return {
            "summary": f"{self.symptom}, with little effect for customers. {self.cause_text}. {self.fix} put it right.",
            "impact": "A small part of customers waited longer than usual.",
            "why": f"{self.cause_text}. Nothing noticed before the alert did.",
            "went_well": "The alert came before any customer called.",
            "lessons": f"Next time the change itself will tell us: {self.action.lower()}.",
        }


KINDS = (
    Small(
        ("Notification service leaks connections", "Notification service slow after a library update"),
        "Notification service",
        "degradation",
        ("ines", "tomas"),
        "Messages leave minutes late",
        "A library kept connections that it had opened",
        "Restarting and pinning the library",
        "Alert on open connections of the Notification service",
        "Resource exhaustion",
        "Capacity exhausted",
        severity="sev2",
        key="notification leak",
    ),
    Small(
        ("Thread pool exhausted in the API gateway", "API gateway queued requests in the evening peak"),
        "API gateway",
        "degradation",
        ("jonas", "sora"),
        "Requests queue at the gateway",
        "A slow backend held every worker thread",
        "Shedding load early",
        "Bound the worker pool and shed load early",
        "Resource exhaustion",
        "Capacity exhausted",
        severity="sev2",
        key="gateway threads",
    ),
    Small(
        ("Certificate of an internal endpoint ran out", "Internal certificate renewed an hour late"),
        "Sign-in",
        "outage",
        ("sora", "amara"),
        "Calls between services fail their handshake",
        "The renewal job had lost its schedule",
        "Renewing by hand",
        "Warn 14 days before a certificate ends",
        "Expiry",
        "Certificate or credential expired",
    ),
    Small(
        ("Disk of a search replica filled up", "Search replica stopped for lack of space"),
        "Search index",
        "degradation",
        ("dana", "felix"),
        "One replica stops answering",
        "Old segments were not removed after a merge",
        "Removing them and rebuilding",
        "Remove merged segments by a nightly job",
        "Capacity",
        "Capacity exhausted",
    ),
    Small(
        ("Queue of the Payment Worker grew overnight", "Settlements delayed by a poison message"),
        "Payment Worker",
        "degradation",
        ("tomas", "ines"),
        "Settlements fall behind",
        "One message failed and was retried for ever",
        "Setting the message aside",
        "Set messages aside after five attempts",
        "Dependency",
        "Poison message",
    ),
    Small(
        ("Deploys failed while the registry was slow", "Deploy pipeline stuck on a full cache"),
        "Deploy pipeline",
        "outage",
        ("jonas", "amara"),
        "Deploys fail while fetching images",
        "The image cache was full",
        "Emptying the cache",
        "Alert when the image cache is 80% full",
        "Capacity",
        "Capacity exhausted",
    ),
    Small(
        ("Replica lag on the Orders database", "Stale order states after a bulk update"),
        "Orders database",
        "degradation",
        ("dana", "felix"),
        "Order pages show old states",
        "A bulk update filled the replication slot",
        "Slowing the update down",
        "Run bulk updates in batches that wait for replicas",
        "Change",
        "Replication lag",
    ),
    Small(
        ("Checkout page slow after a campaign mail", "Basket page slow in the lunch hour"),
        "Checkout",
        "degradation",
        ("ines", "tomas"),
        "The last page before paying takes seconds",
        "Each basket asked for prices one by one",
        "Switching the price cache on",
        "Ask for prices of a basket at once",
        "Traffic",
        "Query per item",
    ),
    Small(
        ("Flag change reached only half of the servers", "Two flag servers missed an update"),
        "Feature flags",
        "degradation",
        ("jonas", "sora"),
        "Customers see a page switch to and fro",
        "Two servers had missed the update",
        "Reloading both",
        "Compare flag versions of all servers each minute",
        "Configuration",
        "Split state",
    ),
)
