"""What Larkspur's other programs do with Debrief: a tracker, a status board that is told, tokens, more senders."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from actions.models import Action
from api import workflow as api
from api.models import Token
from config.demo.elsewhere import BOARD, TRACKER
from config.demo.elsewhere import Tracker as Site
from config.demo.stage import Stage, Story
from kit import clock
from signals import guessing
from signals import workflow as signals
from signals.models import Source
from tickets import comparing
from tickets import workflow as tickets
from tickets.models import Ticket
from webhooks import delivery
from webhooks import workflow as webhooks

TICKETED = ("Warn at 70%", "Fail the build", "Write", "Run a connection leak test")
TOLD = ["incident.declared", "incident.mitigated", "incident.resolved", "postmortem.published", "action.completed"]
ERRORS, CLOCKWORK = "Errors in Checkout", "Nightly backups"
# Of the senders of this part; nobody else knows it, and whoever reads it here may have it.
SHARED = "made-up-and-public"


def stories(stage: Stage, site: Site) -> list[Story]:
    return [_tokens(stage), _board(stage), _tickets(stage, site), _errors(stage), _backups(stage)]


def _tokens(stage: Stage) -> Story:
    """One of a service account, one of a person; one has run out."""
    yield stage.days_ago(60, 9)
    nils, tomas = stage["nils"], stage["tomas"]
    pipeline = api.make_service_account(
        by=nils, handle="pipeline", name="Deploy pipeline", role="member", teams=[stage.teams["platform"]]
    )
    scopes = ["incidents:read", "incidents:write", "actions:read"]
    deploys, _ = api.make_token(pipeline, by=nils, name="Deploys look for open incidents", scopes=scopes)
    sheet, _ = api.make_token(tomas, by=tomas, name="My spreadsheet", scopes=["actions:read", "measures:read"])
    api.make_token(tomas, by=tomas, name="Trying it out", scopes=["incidents:read"], expires_at=stage.days_ago(30, 22))
    for token, at in ((sheet, stage.days_ago(6, 8, 12)), (deploys, stage.end - timedelta(minutes=25))):
        yield at
        api.note_use(Token.objects.get(pk=token.pk), clock.now())


def _board(stage: Stage) -> Story:
    """Told for a month, and paused now: the machine of a made-up company cannot be reached."""
    yield stage.days_ago(30, 9)
    vera, nils = stage["vera"], stage["nils"]
    endpoint, _ = webhooks.add_endpoint(
        by=nils, name="Status board", url=f"https://{BOARD}/debrief", events=TOLD, user=vera
    )
    webhooks.send_test(endpoint, by=nils)
    yield stage.end - timedelta(minutes=20)
    delivery.sweep(at=clock.now())
    webhooks.pause_endpoint(endpoint, by=nils)


def _tickets(stage: Stage, site: Site) -> Story:
    """What was promised after the outage has tickets; one was taken up there first."""
    yield stage.days_ago(36, 10)
    priya = stage["priya"]
    tracker = tickets.add_tracker(
        by=stage["nils"],
        name="Payments in Jira",
        provider="jira_dc",
        base=f"https://{TRACKER}",
        place="PAY",
        kind="Task",
        secret=SHARED,
        user=_robot(stage),
    )
    linked = [tickets.make(action, by=priya, tracker=tracker) for action in _promised(stage)]
    comparing.sweep(at=clock.now())
    yield stage.days_ago(20, 15)
    ticket = Ticket.objects.filter(pk__in=[each.pk for each in linked], action__state="todo").order_by("pk").first()
    if ticket is not None:
        site.moved(ticket.key, "indeterminate")
        tickets.look_again(ticket, by=priya)
    comparing.sweep(at=clock.now())
    yield stage.end - timedelta(minutes=20)
    comparing.sweep(at=clock.now())
    tickets.pause_tracker(tracker, by=stage["nils"])


def _robot(stage: Stage) -> User:
    return api.make_service_account(
        by=stage["nils"], handle="jira", name="Jira", role="member", teams=list(stage.teams.values())
    )


def _promised(stage: Stage) -> list[Action]:
    rows = Action.objects.filter(incident=stage.incidents["payment"]).select_related("owner", "incident")
    return [action for action in rows.order_by("pk") if action.is_open_to_all][:5]


def _errors(stage: Stage) -> Story:
    """Sentry signs what it sends; one message did not come from there."""
    yield stage.days_ago(12, 9)
    source, _ = signals.add_source(by=stage["nils"], name=ERRORS, sender="sentry", secret=SHARED)
    for number, (days, title) in enumerate(
        ((11, "TimeoutError: tax service"), (5, "KeyError: basket"), (2, "TimeoutError: tax service"))
    ):
        yield stage.days_ago(days, 11, 7 * number)
        _sentry(source, clock.now(), number, title)
    yield stage.days_ago(1, 3, 33)
    _sentry(source, clock.now(), 99, "Call this number", secret="guessed")  # noqa: S106
    signals.sweep()


def _sentry(source: Source, at: datetime, number: int, title: str, *, secret: str = SHARED) -> None:
    url = f"https://errors.larkspur.example/checkout/{4_400 + number}/"
    issue = {
        "id": str(4_400 + number),
        "title": title,
        "culprit": "checkout.totals in add",
        "level": "error",
        "status": "unresolved",
        "web_url": url,
        "project": {"slug": "checkout", "name": "Checkout"},
        "firstSeen": at.isoformat(),
        "lastSeen": at.isoformat(),
    }
    body = json.dumps({"action": "created", "data": {"issue": issue}}).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "Sentry-Hook-Resource": "issue", "Sentry-Hook-Signature": signature}
    signals.receive(source, headers=headers, body=body)


def _backups(stage: Stage) -> Story:
    """A script of their own, whose fields somebody mapped."""
    yield stage.days_ago(9, 8)
    nils = stage["nils"]
    source, _ = signals.add_source(by=nils, name=CLOCKWORK, sender="generic")
    mapping = {**guessing.guess(_backup(clock.now(), "ok")), "title": "job.title", "service": "job.of", "key": "job.id"}
    sample = json.dumps(_backup(clock.now(), "ok"), indent=2)
    signals.set_mapping(source, by=nils, mapping=mapping, sample=sample)
    for days, state in ((8, "ok"), (6, "failed"), (5, "ok"), (3, "ok"), (1, "ok")):
        yield stage.days_ago(days, 2, 14)
        body = json.dumps(_backup(clock.now(), state)).encode()
        signals.receive(source, headers={"Content-Type": "application/json"}, body=body)
    signals.sweep()


def _backup(at: datetime, state: str) -> dict[str, Any]:
    return {
        "run": at.strftime("%Y%m%d-%H%M"),
        "job": {"id": "orders-nightly", "title": "Copy of the orders database", "of": "Orders database"},
        "state": state,
        "finished": at.isoformat(),
        "details": "412 GB in 94 minutes, read back and compared." if state == "ok" else "Disk of the copy is full.",
    }
