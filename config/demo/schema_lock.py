"""The schema migration lock: seconds on staging, four hours on twelve million rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions import workflow as actions
from config.demo import schema_texts as texts
from config.demo.pen import Pen, tell
from config.demo.stage import Stage, Story
from incidents import workflow as incidents

DAYS_AGO = 24


def story(stage: Stage) -> Story:
    day = stage.days_ago(DAYS_AGO, 0)

    def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
        return day + timedelta(days=days, hours=hour, minutes=minute)

    dana, felix, jonas, amara, priya = (stage[name] for name in ("dana", "felix", "jonas", "amara", "priya"))
    yield at(14, 31)
    incident = incidents.declare(
        by=jonas,
        title="Orders table locked by a schema migration",
        severity="sev1",
        kind="outage",
        started_at=at(14, 12),
        services=stage.service("Orders database", "Checkout"),
        detected_by="Customer errors, then an alert",
        trigger="Migration 0147, deployed in the afternoon peak",
        summary="Checkout cannot write orders. Reads work.",
        criteria=["outage", "payments"],
        users_percent=100,
    )
    stage.incidents["schema lock"] = incident
    incidents.list_person(incident, by=jonas, user=amara, role="commander")
    incidents.list_person(incident, by=jonas, user=dana, role="responder")
    yield at(18, 25)
    tell(incident, texts.timeline(at), by=dana)
    incidents.resolve(incident, by=amara, at=at(18, 21))
    for start, end, note in (
        (at(14, 40), at(15, 5), "Reading lock tables by hand."),
        (at(15, 20), at(16, 10), "The migration was left running."),
    ):
        incidents.answer_gap(incident, by=dana, start_at=start, end_at=end, note=note)
    incidents.answer_gap(
        incident,
        by=dana,
        start_at=at(16, 10),
        end_at=at(18, 12),
        note="The rewrite ran; a cancel would have rolled back for longer.",
    )
    incidents.tag(
        incident, by=dana, tags=stage.tags(cause="Change", failure_mode="Lock contention", technology="PostgreSQL")
    )
    incidents.decide_write_up(incident, by=felix, decision="full", reason="Every order failed for four hours.")
    yield at(9, 0, days=1)
    pen = Pen(incident, by=dana)
    pen.figures(texts.FIGURES)
    pen.whys(texts.WHYS)
    made = [
        pen.promise(title, stage[owner], day.date() + timedelta(days=14), **details)
        for title, owner, details in texts.ACTIONS
    ]
    for category, text, answers in texts.FACTORS:
        pen.factor(category, text, *(made[number] for number in answers))
    pen.write(texts.TEXTS)
    yield at(16, 0, days=1)
    pen.ask(felix, priya)
    yield at(10, 0, days=2)
    pen.answer(felix, "approve", "The row counts make the point.")
    pen.answer(priya, "approve", "Checkout’s side is told fairly.")
    yield at(15, 0, days=2)
    pen.publish(by=dana)
    yield at(11, 0, days=8)
    actions.complete(made[0], by=dana, evidence="The pipeline prints both row counts and stops at a ratio of 100.")
    yield at(11, 0, days=12)
    actions.complete(
        made[2], by=felix, evidence="A second reviewer is required by the repository’s rules above a million rows."
    )
