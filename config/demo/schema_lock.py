"""The schema migration lock: seconds on staging, four hours on twelve million rows."""

from __future__ import annotations

from datetime import timedelta

from actions import workflow as actions
from actions.models import Action
from config.demo import schema_texts as texts
from config.demo.pen import Pen, tell_of
from config.demo.stage import Day, Stage, Story
from incidents import workflow as incidents

DAYS_AGO = 24


def story(stage: Stage) -> Story:
    day = Day(stage.days_ago(DAYS_AGO, 0))
    yield from _outage(stage, day)
    yield day(9, days=1)
    pen, made = _write(stage, day)
    yield day(16, days=1)
    pen.ask(stage["felix"], stage["priya"])
    yield day(10, days=2)
    pen.answer(stage["felix"], "approve", "The row counts make the point.")
    pen.answer(stage["priya"], "approve", "Checkout’s side is told fairly.")
    yield day(15, days=2)
    pen.publish(by=stage["dana"])
    yield day(11, days=8)
    evidence = "The pipeline prints both row counts and stops at a ratio of 100."
    actions.complete(made[0], by=stage["dana"], evidence=evidence)
    yield day(11, days=12)
    evidence = "A second reviewer is required by the repository’s rules above a million rows."
    actions.complete(made[2], by=stage["felix"], evidence=evidence)


def _outage(stage: Stage, at: Day) -> Story:
    jonas, dana, amara = stage["jonas"], stage["dana"], stage["amara"]
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
    tell_of(incident, texts.ENTRIES, at, by=dana)
    incidents.resolve(incident, by=amara, at=at(18, 21))
    for start, end, note in texts.QUIET:
        incidents.answer_gap(incident, by=dana, start_at=at(*start), end_at=at(*end), note=note)
    tags = stage.tags(cause="Change", failure_mode="Data migration", technology="PostgreSQL")
    incidents.tag(incident, by=dana, tags=tags)
    reason = "Every order failed for four hours."
    incidents.decide_write_up(incident, by=stage["felix"], decision="full", reason=reason)


def _write(stage: Stage, day: Day) -> tuple[Pen, list[Action]]:
    pen = Pen(stage.incidents["schema lock"], by=stage["dana"])
    pen.figures(texts.FIGURES)
    pen.whys(texts.WHYS)
    due_on = (day.midnight + timedelta(days=14)).date()
    made = [pen.promise(title, stage[owner], due_on, **details) for title, owner, details in texts.ACTIONS]
    for category, text, answers in texts.FACTORS:
        pen.factor(category, text, *(made[number] for number in answers))
    pen.write(texts.TEXTS)
    return pen, made
