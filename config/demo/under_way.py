"""What is under way at Larkspur just now: one thing in every state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from actions import workflow as actions
from config.demo import talk
from config.demo import under_way_texts as texts
from config.demo.meeting import call
from config.demo.pen import Pen, explain_gaps, tell
from config.demo.stage import Stage, Story
from incidents import workflow as incidents
from incidents.models import Incident
from postmortems import workflow

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def stories(stage: Stage) -> list[Story]:
    return [
        draft_due(stage),
        in_review(stage),
        changes_requested(stage),
        approved(stage),
        being_amended(stage),
        restricted(stage),
        open_now(stage),
        mitigated(stage),
        undecided(stage),
        near_miss(stage),
    ]


def _open(stage: Stage, who: str, title: str, severity: str, start: datetime, service: str, **more: Any) -> Incident:
    return incidents.declare(
        by=stage[who], title=title, severity=severity, started_at=start, services=stage.service(service), **more
    )


def _run(stage: Stage, incident: Incident, who: str, rows: Any, start: datetime, minutes: int) -> None:
    """Timeline and all-clear of an incident that took `minutes`."""
    tell(incident, texts.entries(rows, start), by=stage[who])
    incidents.resolve(incident, by=stage[who], at=start + minutes * MINUTE)
    explain_gaps(incident, by=stage[who], note="Nothing happened.")


def _light(stage: Stage, incident: Incident, who: str, told: dict[str, str], action: tuple[str, str, int]) -> Pen:
    pen = Pen(incident, by=stage[who], template="light")
    pen.write(told)
    pen.figures([("customer", "customers affected", "under 1%", "", "estimated")])
    title, owner, days = action
    pen.promise(
        title,
        stage[owner],
        (stage.end + timedelta(days=days)).date(),
        priority="medium",
        category="monitoring",
        done_when="An alert fires in a rehearsal.",
    )
    return pen


def draft_due(stage: Stage) -> Story:
    start = stage.end - 46 * HOUR
    yield start + 4 * MINUTE
    incident = _open(
        stage,
        "tomas",
        "Checkout showed tax rates of the day before",
        "sev2",
        start,
        "Checkout",
        users_percent=12,
        kind="degradation",
        detected_by="Customer support",
    )
    yield start + 70 * MINUTE
    _run(stage, incident, "tomas", texts.TAX, start, 65)
    incidents.decide_write_up(
        incident, by=stage["priya"], decision="full", reason="Orders were charged with the wrong tax."
    )
    yield start + 20 * HOUR
    pen = Pen(incident, by=stage["tomas"])
    pen.write(texts.TAX_TEXTS)
    pen.figures(
        [("customer", "orders with a wrong tax rate", "812", "All corrected and refunded within a day", "measured")]
    )
    call(incident, stage, at=stage.end + 45 * MINUTE)
    talk.about_tax(pen, stage)


def in_review(stage: Stage) -> Story:
    start = stage.end - 90 * HOUR
    yield start + 6 * MINUTE
    incident = _open(
        stage,
        "jonas",
        "Webhook retries doubled the load on the gateway",
        "sev3",
        start,
        "API gateway",
        kind="degradation",
    )
    yield start + 60 * MINUTE
    _run(stage, incident, "jonas", texts.RETRIES, start, 50)
    incidents.decide_write_up(
        incident, by=stage["sora"], decision="light", reason="New kind of failure here; small effect."
    )
    yield start + 30 * HOUR
    pen = _light(
        stage, incident, "jonas", texts.RETRIES_TEXTS, ("Spread webhook retries over ten minutes", "jonas", 12)
    )
    pen.ask(stage["ines"], stage["sora"], note="Is the part about partners’ clients fair?")
    yield stage.end - 40 * HOUR
    pen.answer(
        stage["ines"], "request_changes", "Fair, but it stops early: what lets one partner take half the gateway?"
    )
    talk.about_retries(pen, stage)
    yield stage.end - 20 * HOUR
    pen.write(texts.RETRIES_ANSWERED)
    pen.figures([("technical", "added to each request at most", "300 ms", "", "measured")])
    pen.ask(stage["ines"], stage["sora"], note="One why more, and the share a partner may take.")


def changes_requested(stage: Stage) -> Story:
    start = stage.end - 100 * HOUR
    yield start + 9 * MINUTE
    incident = _open(
        stage, "ines", "Receipts were mailed twice", "sev3", start, "Notification service", kind="degradation"
    )
    yield start + 3 * HOUR
    _run(stage, incident, "ines", texts.RECEIPTS, start, 140)
    incidents.decide_write_up(incident, by=stage["priya"], decision="light", reason="In doubt, the light template.")
    yield start + 22 * HOUR
    pen = _light(
        stage, incident, "ines", texts.RECEIPTS_TEXTS, ("Refuse a mail whose key was sent within an hour", "ines", 9)
    )
    pen.ask(stage["priya"])
    yield start + 40 * HOUR
    pen.answer(stage["priya"], "request_changes", "Ask one more why: what let the worker start twice?")


def approved(stage: Stage) -> Story:
    start = stage.end - 60 * HOUR
    yield start + 5 * MINUTE
    incident = _open(
        stage, "dana", "Search results lagged after an index rebuild", "sev3", start, "Search index", kind="degradation"
    )
    yield start + 2 * HOUR
    _run(stage, incident, "dana", texts.SEARCH, start, 95)
    incidents.decide_write_up(
        incident, by=stage["felix"], decision="light", reason="Worth a page: rebuilds are monthly."
    )
    yield start + 20 * HOUR
    pen = _light(
        stage,
        incident,
        "dana",
        texts.SEARCH_TEXTS,
        ("Pause the rebuild when replicas fall a minute behind", "dana", 16),
    )
    pen.ask(stage["felix"])
    yield stage.end - 3 * HOUR
    pen.answer(stage["felix"], "approve", "Short and complete.")


def being_amended(stage: Stage) -> Story:
    start = stage.days_ago(15, 8, 12)
    yield start + 5 * MINUTE
    incident = _open(
        stage,
        "jonas",
        "Feature flags answered with the values of last week",
        "sev2",
        start,
        "Feature flags",
        kind="degradation",
        users_percent=6,
    )
    yield start + 1 * HOUR
    _run(stage, incident, "jonas", texts.FLAGS, start, 38)
    incidents.decide_write_up(
        incident, by=stage["sora"], decision="light", reason="Required by severity; well understood."
    )
    yield start + 20 * HOUR
    pen = _light(stage, incident, "jonas", texts.FLAGS_TEXTS, ("Refuse flag files older than an hour", "jonas", 5))
    pen.ask(stage["sora"])
    yield start + 30 * HOUR
    pen.answer(stage["sora"], "approve")
    pen.publish(by=stage["jonas"])
    yield stage.end - 6 * HOUR
    pen.postmortem.refresh_from_db()
    workflow.amend(
        pen.postmortem, by=stage["jonas"], reason="The vendor’s answer changes what we know about the stale file."
    )


def restricted(stage: Stage) -> Story:
    start = stage.days_ago(9, 13)
    yield start + 30 * MINUTE
    incident = _open(
        stage,
        "amara",
        "Access key found in a build log",
        "sev2",
        start,
        "Deploy pipeline",
        kind="security",
        visibility="restricted",
        criteria=["security"],
    )
    incidents.list_person(incident, by=stage["amara"], user=stage["sora"], role="responder")
    yield start + 3 * HOUR
    _run(stage, incident, "amara", texts.KEY, start, 120)
    yield start + 20 * HOUR
    pen = Pen(incident, by=stage["amara"], template="security")
    pen.write(texts.KEY_TEXTS)


def open_now(stage: Stage) -> Story:
    start = stage.end - 35 * MINUTE
    yield start + 3 * MINUTE
    incident = _open(
        stage,
        "jonas",
        "Deploys wait for a lock that nobody holds",
        "sev3",
        start,
        "Deploy pipeline",
        kind="outage",
        summary="No deploy has started for half an hour. Running services are fine.",
    )
    tell(incident, texts.entries(texts.DEPLOY_LOCK, start), by=stage["jonas"])


def mitigated(stage: Stage) -> Story:
    start = stage.end - 5 * HOUR
    yield start + 8 * MINUTE
    incident = _open(
        stage,
        "sora",
        "Sign-in slow for people far from the first region",
        "sev2",
        start,
        "Sign-in",
        kind="degradation",
        users_percent=9,
    )
    yield start + 50 * MINUTE
    tell(incident, texts.entries(texts.SIGN_IN, start), by=stage["sora"])
    incidents.mitigate(incident, by=stage["sora"], at=start + 45 * MINUTE)


def undecided(stage: Stage) -> Story:
    start = stage.end - 26 * HOUR
    yield start + 5 * MINUTE
    incident = _open(
        stage, "ines", "Payment Worker settled late for an hour", "sev3", start, "Payment Worker", kind="degradation"
    )
    yield start + 80 * MINUTE
    _run(stage, incident, "ines", texts.WORKER, start, 75)


def near_miss(stage: Stage) -> Story:
    start = stage.days_ago(6, 7)
    yield start + 1 * HOUR
    incident = _open(
        stage,
        "dana",
        "Backup rehearsal found a key that had been rotated away",
        "sev4",
        start,
        "Backups",
        kind="near_miss",
        proactive=True,
        criteria=["near_miss"],
    )
    _run(stage, incident, "dana", texts.BACKUP, start, 55)
    incidents.decide_write_up(incident, by=stage["felix"], decision="light", reason="It would have cost us a restore.")
    yield start + 9 * HOUR
    title = "Rehearse a restore whenever a secret is rotated"
    actions.create(
        by=stage["dana"],
        title=title,
        owner=stage["dana"],
        priority="medium",
        category="process",
        incident=incident,
        source="incident",
        done_when="The rotation runbook’s last step is a rehearsal.",
    )
    yield start + 10 * HOUR
    pen = Pen(incident, by=stage["dana"], template="near-miss")
    pen.write(texts.BACKUP_TEXTS)
    for layer, purpose, outcome, detail in texts.BACKUP_LAYERS:
        pen.defence(layer, purpose, outcome, detail, None)
