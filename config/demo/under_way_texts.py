"""Timelines and texts of what is under way. A row is (minute, kind, text, who, milestone)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

Row = tuple[int, str, str, str, str]


def entries(rows: Iterable[Row], start: datetime) -> list[dict[str, Any]]:
    return [
        {
            "at": start + timedelta(minutes=minute),
            "kind": kind,
            "text": text,
            "who": who,
            "milestone": milestone,
            "starred": bool(milestone),
            "source": "chat" if who.startswith("@") else "metrics",
        }
        for minute, kind, text, who, milestone in rows
    ]


TAX = (
    (0, "detection", "Tax rates of the day before shown at checkout", "Checkout", "started"),
    (4, "communication", "Customer support reports three odd receipts", "Customer support", "detected"),
    (9, "observation", "Rates in the cache carry yesterday’s date", "@tomas", "engaged"),
    (22, "observation", "The nightly refresh ended early and said it had succeeded", "@tomas", "understood"),
    (30, "decision", "Clear the cache and run the refresh by hand", "@tomas", "fix_decided"),
    (41, "recovery", "Receipts carry today’s rates", "Checkout", "restored"),
)
TAX_TEXTS = {
    "summary": "For 41 minutes checkout used the tax rates of the day before. 812 orders were charged wrongly and all were refunded within a day.",
    "what_happened": "The nightly refresh of tax rates stopped after its first page and reported success. Checkout kept serving what it had.",
    "went_well": "- Support noticed three receipts and called at once.\n- Every wrong order could be found by its rate.",
}

RETRIES = (
    (0, "change", "A partner’s endpoint begins to answer with errors", "Partner", "started"),
    (6, "alert", "Gateway load at twice its usual", "Automated monitoring", "detected"),
    (8, "observation", "Half of the requests are retries, all in the same second", "@jonas", "engaged"),
    (19, "hypothesis", "Retries share one clock: every client waits exactly five seconds", "@jonas", "understood"),
    (24, "decision", "Pause webhooks to that partner", "@jonas", "fix_decided"),
    (31, "recovery", "Load back to normal", "API gateway", "restored"),
)
RETRIES_TEXTS = {
    "summary": "Retries of one partner’s webhooks doubled the gateway’s load for half an hour. No customer request failed. Pausing that partner’s webhooks ended it.",
    "impact": "Requests took up to 300 ms longer. None failed.",
    "why": "The retry interval is the same for every webhook, so all of them return in the same second. Nothing limits how much of the gateway retries may take.",
    "went_well": "The alert named the share of retries, so nobody had to guess.",
    "lessons": "A retry needs a limit and some disorder.",
}

RETRIES_ANSWERED = {
    "summary": "Retries of one partner’s webhooks doubled the gateway’s load for half an hour. No customer request failed, because the gateway keeps twice the capacity it needs. Pausing that partner’s webhooks ended it.",
    "why": "The retry interval is the same for every webhook, so all of them return in the same second.\n\nThe gateway counts requests per client, and webhooks that retry come from us: no limit applies to them, and no graph shows whose they are.",
    "lessons": "A retry needs a limit and some disorder.\n\nWhat we send to ourselves needs the same limits as what others send us.",
}

RECEIPTS = (
    (0, "change", "Notification workers restarted by a deploy", "Deploy pipeline", "started"),
    (35, "communication", "Two customers ask why a receipt came twice", "Customer support", "detected"),
    (44, "observation", "One worker of the old version still runs", "@ines", "engaged"),
    (70, "observation", "Both versions take from the same queue under different names", "@ines", "understood"),
    (75, "decision", "Stop the old worker", "@ines", "fix_decided"),
    (80, "recovery", "Each receipt leaves once", "Notification service", "restored"),
)
RECEIPTS_TEXTS = {
    "summary": "About 1,900 receipts were mailed twice because an old worker kept running beside the new one. Stopping it ended the duplicates. No charge was repeated.",
    "impact": "About 1,900 customers received the same receipt twice within a minute.",
    "why": "Two versions of the worker read the same queue under different names, and nothing on the way refuses a mail that has left already.",
    "went_well": "Support had an answer for customers within the hour.",
    "lessons": "A queue that two readers share needs a key that makes the second delivery harmless.",
}

SEARCH = (
    (0, "change", "Monthly rebuild of the index starts", "Search index", "started"),
    (12, "alert", "Replicas are four minutes behind", "Automated monitoring", "detected"),
    (16, "observation", "The rebuild takes all of the disks’ bandwidth", "@dana", "engaged"),
    (40, "observation", "Its limit was lost when the job moved", "@dana", "understood"),
    (45, "decision", "Set the limit by hand and let it go on", "@dana", "fix_decided"),
    (78, "recovery", "Replicas caught up", "Search index", "restored"),
)
SEARCH_TEXTS = {
    "summary": "New products were missing from search for up to 12 minutes while the index was rebuilt without its speed limit. Setting the limit let replicas catch up.",
    "impact": "Products changed within the hour were missing or old in search.",
    "why": "The speed limit was an argument of the old job and was not carried over; the rebuild does not look at how far replicas are behind.",
    "went_well": "The lag alert fired long before customers would have asked.",
    "lessons": "A limit belongs into the job’s own defaults, where a move cannot lose it.",
}

FLAGS = (
    (0, "change", "Flag servers load their file from the wrong bucket", "Feature flags", "started"),
    (7, "detection", "Two finished experiments run again", "Automated monitoring", "detected"),
    (10, "observation", "The file is dated last week", "@jonas", "engaged"),
    (21, "observation", "A fallback chose the oldest copy, not the newest", "@jonas", "understood"),
    (24, "decision", "Publish the file again to both buckets", "@jonas", "fix_decided"),
    (29, "recovery", "Flags are current again", "Feature flags", "restored"),
)
FLAGS_TEXTS = {
    "summary": "For 29 minutes flags had the values of last week, and 6% of customers saw unfinished pages. Publishing the file again restored them.",
    "impact": "6% of customers saw pages that were switched off days before.",
    "why": "The fallback picks a file by its name, and names of older files sort first. No reader checks how old its file is.",
    "went_well": "The experiment dashboard showed the jump within minutes.",
    "lessons": "Old data that looks valid is worse than none: whoever reads it must look at its age.",
}

KEY = (
    (0, "change", "A build prints its environment", "Deploy pipeline", "started"),
    (18, "detection", "The log scanner reports a key", "Log scanner", "detected"),
    (25, "action", "Key replaced", "@amara", "engaged"),
    (50, "observation", "The build’s debug switch prints every variable", "@sora", "understood"),
    (55, "decision", "Remove the log and the switch", "@sora", "fix_decided"),
    (60, "recovery", "No log shows a secret", "Log scanner", "restored"),
)

DEPLOY_LOCK = (
    (0, "observation", "Deploys queue and do not start", "Deploy pipeline", "started"),
    (3, "alert", "Queue older than two minutes", "Automated monitoring", "detected"),
    (6, "observation", "The lock’s owner is a runner that was removed", "@jonas", "engaged"),
)

SIGN_IN = (
    (0, "detection", "Sign-in takes over four seconds outside the first region", "Automated monitoring", "started"),
    (5, "alert", "Latency alert", "Pager", "detected"),
    (11, "observation", "Tokens are checked across the ocean, one by one", "@sora", "engaged"),
    (28, "observation", "The regional cache was emptied by its own update", "@sora", "understood"),
    (33, "decision", "Fill the cache from the first region", "@sora", "fix_decided"),
    (45, "recovery", "Sign-in below one second", "Sign-in", "restored"),
)

WORKER = (
    (0, "observation", "Settlements fall behind", "Payment Worker", "started"),
    (12, "alert", "Oldest settlement ten minutes old", "Automated monitoring", "detected"),
    (18, "observation", "One partition is handled by a worker that waits", "@ines", "engaged"),
    (33, "observation", "It waits for a certificate check that times out", "@ines", "understood"),
    (38, "decision", "Restart it with the check’s cache warmed", "@ines", "fix_decided"),
    (61, "recovery", "Nothing waits longer than a minute", "Payment Worker", "restored"),
)

BACKUP = (
    (0, "action", "Monthly restore rehearsal starts", "@dana", "started"),
    (20, "detection", "Decryption fails: no such key", "Backups", "detected"),
    (26, "observation", "The key was rotated three weeks ago", "@dana", "understood"),
    (50, "recovery", "Restore succeeds with the key from the vault’s history", "@dana", "restored"),
)

KEY_TEXTS = {
    "summary": "A build log showed an access key for 50 minutes. It was replaced; its use was checked and none was found.",
}
BACKUP_TEXTS = {
    "summary": "A rehearsed restore failed because its key had been rotated away. No customer noticed anything, since nothing needed restoring that week.",
}

# layer, what it is meant to stop, outcome, where the hole was or how it held
BACKUP_LAYERS = (
    (
        "Runbook",
        "Steps that are left out of a rotation",
        "hole",
        "It lists every service that reads the key, and backups are no service.",
    ),
    (
        "Monitoring",
        "Backups that cannot be read again",
        "hole",
        "The job counts what it writes; nothing opens an archive.",
    ),
    (
        "Rehearsal",
        "Finding out on the day it is needed",
        "held",
        "The monthly restore stopped at the first archive, three weeks after the rotation.",
    ),
)
