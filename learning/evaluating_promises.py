"""Judging whether a promise made before is found again in other words. Makes rows: inside a transaction only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from accounts.models import User
from actions.models import Action
from kit import clock
from learning.models import Corpus
from learning.promised import promised
from learning.workflow import count

_HEADING = re.compile(r"#+\s*(.*)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(?:\[[ x]\]\s*)?(.{15,160})$")
_ABOUT = re.compile(r"action|follow.?up|next step|prevent|remediat|to.?do", re.IGNORECASE)

# What somebody would write who had forgotten the first: digest of the public title → the same promise in other words.
REWORDED = {
    "e523d2c3": "Write down how KIAM certificates are made and renewed",
    "888c856e": "Alert on unhealthy targets of the ALB",
    "e15a9e0c": "Watch deployments for timeouts",
    "897a98ce": "Alert on 5xx codes of the Kube API server",
    "e38c392d": "Alert when no logs are shipped",
    "72da7ec1": "Lock the version of Flux",
    "5254795d": "Watch the certificate of ADFS for expiry",
    "53f09d14": "Set the de-registration delay of ALBs back to 300 seconds",
    "2668e1ab": "Upgrade Traefik to a version in which the bug is fixed",
    "79dcd812": "Govern which namespaces are excluded",
    "3eaccf41": "Alert on pods that are OOM killed",
    "a6e3d0e7": "Monitor Kyverno",
    "908e4dcc": "A dashboard that shows coverage of readiness and liveness probes",
    "a328763d": "Alarm when Fluentd sends no log data",
    "ff7c2eda": "Describe the rollover process and what to do when it goes wrong",
    "6323e7d7": "Run the smoke tests of staging automatically",
    "b74acf2e": "Alert when disk space gets below 10%",
    "92a7eaa5": "Alert on failing builds",
    "49da9e13": "Page somebody when the config fails to load",
    "5e5dcd19": "Limit retries in Envoy",
    "a757e870": "CPU alerts for each node and pod",
    "c1257ab4": "Check who is on the on-call rotation",
}
UNLIKE = (
    "Rotate the signing key of the mobile app",
    "Offer customers a page that says what is down",
    "Train new hosts of review meetings",
    "Translate the messages of the checkout",
    "Encrypt the laptops of the field staff",
    "Close accounts of leavers within a day",
    "Rename the billing tables",
    "Keep product pictures at the edge",
    "Try to restore the invoice archive",
    "Agree with the printer on a second supplier",
)


@dataclass
class Figures:
    among: int = 0
    asked: int = 0
    first: int = 0
    shown: int = 0
    others: int = len(UNLIKE)
    false: int = 0


def promises(texts: Iterable[str], reader: User) -> Figures:
    titles = list(dict.fromkeys(title for text in texts for title in _titles(text)))
    Action.objects.bulk_create(
        Action(number=1_000_000_000 + place, title=title[:200], created_by=reader) for place, title in enumerate(titles)
    )
    count(Corpus.Kind.ACTIONS)
    figures, today = Figures(among=Action.objects.count()), clock.now().date()
    by_digest = {sha256(title.encode()).hexdigest()[:8]: title for title in titles}
    for digest, words in REWORDED.items():
        if digest in by_digest:
            hits = [each.action.title for each in promised(reader, words, on=today)]
            figures.asked += 1
            figures.first += hits[:1] == [by_digest[digest][:200]]
            figures.shown += by_digest[digest][:200] in hits
    figures.false = sum(bool(promised(reader, words, on=today)) for words in UNLIKE)
    return figures


def _titles(text: str) -> Iterable[str]:
    """The points of lists under headings that speak of what will be done."""
    is_about = False
    for line in text.splitlines():
        if heading := _HEADING.match(line):
            is_about = bool(_ABOUT.search(heading[1]))
        elif is_about and (item := _ITEM.match(line)):
            title = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", item[1])
            yield re.sub(r"[*_`]", "", title).strip()
