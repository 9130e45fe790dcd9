"""Whether words ask for something to be done: "Add an alert", "We will …", "Ensure that …"."""

from __future__ import annotations

import re

_VERBS = (
    "add adopt adjust agree alert allow announce arrange ask assess assign audit automate avoid back backfill balance",
    "block build buy cache call cap change check clarify clean clear close collect communicate complete configure",
    "confirm consider continue convert correct create cut decide decouple define delete deploy deprecate describe",
    "design detect develop disable discuss display document drop educate emit enable encourage enforce ensure",
    "escalate establish evaluate examine expand explore expose extend extract fail file find finish fix follow force",
    "formalise formalize gate get give graph guard handle harden have hire hold identify implement improve include",
    "increase inform instrument integrate introduce invest investigate isolate keep label learn let limit link list",
    "lock log look lower maintain make manage measure merge migrate minimise minimize mirror monitor move name never",
    "notify offer optimise optimize order organise organize page patch perform pin plan practise practice prepare",
    "prevent prioritise prioritize procure promote protect prove provide publish purge put raise read rebuild record",
    "redesign reduce refactor refuse rehearse reject release remove rename renew replace report request require",
    "research reserve resolve restart restore restrict retire retry review revise revisit rewrite roll rotate run",
    "scale schedule script search secure send separate set setup share shorten show simplify simulate split stagger",
    "standardise standardize start state stop store streamline strengthen support switch sync teach tell test throttle",
    "tighten track train treat trigger try tune turn unify update upgrade use validate verify version wait warn watch",
    "work write",
)
VERBS = frozenset(verb for line in _VERBS for verb in line.split())
WE = re.compile(r"(?:we|i)(?:'ll| will|'re going to| are going to| plan to| need to| should| must| want to)\b", re.I)
TODO = re.compile(r"(?:todo|to do|to be done)\b", re.IGNORECASE)


def asks(words: str) -> bool:
    """`words` without marks."""
    first = re.match(r"[^\w]*(?:(?:p\d|[A-Z]{2,8}-\d+|#\d+|please|also)[\s:,\])-]+)?([\w'’-]+)", words, re.IGNORECASE)
    return bool(first and first[1].lower() in VERBS) or bool(WE.match(words) or TODO.match(words))
