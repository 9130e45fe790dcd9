"""The verbs of write-ups."""

from postmortems.workflow.publication import amend, drop_amendment, publish
from postmortems.workflow.review import give_verdict, mark_read, recheck, request_review, waive, withdraw_waiver
from postmortems.workflow.revisions import restore
from postmortems.workflow.templates import supply

__all__ = [
    "amend",
    "drop_amendment",
    "give_verdict",
    "mark_read",
    "publish",
    "recheck",
    "request_review",
    "restore",
    "supply",
    "waive",
    "withdraw_waiver",
]
