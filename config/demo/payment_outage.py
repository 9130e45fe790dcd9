"""The payment outage: a leak that two quiet days and one campaign turned into 80 minutes without payments."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, datetime, timedelta
from typing import Any

from actions import workflow as actions
from actions.models import Action
from config.demo import payment_analysis as analysis
from config.demo import payment_defences as defences
from config.demo import payment_texts as texts
from config.demo.meeting import hold
from config.demo.pen import Pen, tell_of
from config.demo.stage import Day, Stage, Story
from incidents import workflow as incidents

DAYS_AGO = 41


def story(stage: Stage) -> Story:
    day = Day(stage.days_ago(DAYS_AGO, 0))
    yield from _outage(stage, day)
    yield from _afterwards(stage, day)
    pen = yield from _draft(stage, day)
    promised = yield from _analysis(stage, day, pen)
    yield from hold(stage.incidents["payment"], stage, day)
    yield from _review(stage, day, pen)
    yield from _follow_through(stage, promised, day.midnight)


def _outage(stage: Stage, at: Day) -> Story:
    tomas, amara = stage["tomas"], stage["amara"]
    yield at(10, 36)
    incident = incidents.declare(
        by=tomas,
        title="Payment API outage: connection pool exhausted",
        severity="sev2",
        kind="outage",
        started_at=at(10, 30),
        services=stage.service("Payment API", "Payment Worker"),
        detected_by="Automated alert",
        summary="Payments fail with “Service unavailable”. Everything else works.",
        criteria=["payments"],
        users_percent=40,
        users_affected=15_000,
    )
    stage.incidents["payment"] = incident
    yield at(11)
    for handle, role in (("amara", "commander"), ("dana", "responder"), ("ines", "responder"), ("vera", "customer")):
        incidents.list_person(incident, by=tomas, user=stage[handle], role=role)
    incidents.change_severity(incident, by=amara, severity="sev1", reason="No payment gets through at all.")
    for kind, label, url in texts.LINKS:
        incidents.add_link(incident, by=tomas, kind=kind, label=label, url=url)
    yield at(11, 50)
    incidents.mitigate(incident, by=amara, at=at(11, 50))
    yield at(12, 46)
    tell_of(incident, texts.ENTRIES, at, by=tomas)
    incidents.resolve(incident, by=amara, at=at(12, 45))


def _afterwards(stage: Stage, at: Day) -> Story:
    yield at(13, 10)
    incident = stage.incidents["payment"]
    for handle, start, end, note in texts.QUIET:
        incidents.answer_gap(incident, by=stage[handle], start_at=at(*start), end_at=at(*end), note=note)
    tags = stage.tags(cause="Resource exhaustion", failure_mode="Capacity exhausted", technology="Connection pool")
    incidents.tag(incident, by=stage["tomas"], tags=tags)
    reason = "Payments failed and three customers’ uptime commitments were missed."
    incidents.decide_write_up(incident, by=stage["priya"], decision="full", reason=reason)


def _draft(stage: Stage, at: Day) -> Generator[datetime, None, Pen]:
    yield at(15)
    pen = Pen(stage.incidents["payment"], by=stage["tomas"], authors=[stage["tomas"], stage["ines"]])
    pen.write(texts.DRAFT)
    return pen


def _analysis(stage: Stage, at: Day, pen: Pen) -> Generator[datetime, None, dict[str, Action]]:
    yield at(9, 30, days=1)
    pen.figures(texts.FIGURES)
    pen.tree(analysis.WHYS, roots=analysis.ROOTS, at=at)
    promised = _promise(pen, stage, at.midnight.date())
    _factors(pen, stage, promised, at.midnight.date())
    for layer, purpose, outcome, detail, key in defences.DEFENCES:
        pen.defence(layer, purpose, outcome, detail, promised.get(key))
    pen.mitigators(defences.MITIGATORS)
    pen.whatifs(defences.WHAT_IFS)
    pen.write(texts.TEXTS)
    pen.write(texts.LESSONS, by=stage["ines"])
    _relate(stage, stage.incidents["payment"])
    return promised


def _review(stage: Stage, at: Day, pen: Pen) -> Story:
    priya, felix = stage["priya"], stage["felix"]
    yield at(14, 20, days=1)
    pen.ask(priya, felix, note="The whys were hard to order; tell us if the fifth follows from the fourth.")
    yield at(9, 15, days=2)
    pen.answer(priya, "request_changes", "Say in the summary that no data was lost. Leadership will ask first.")
    yield at(11, 0, days=2)
    pen.write(texts.SUMMARY)
    pen.ask(priya, felix, note="The summary now ends with the data.")
    yield at(15, 40, days=2)
    pen.answer(priya, "approve", "Clear from the first line to the last.")
    pen.answer(felix, "approve", "The database side is right.")
    yield at(9, 40, days=3)
    pen.publish(by=stage["tomas"])


def _promise(pen: Pen, stage: Stage, day: date) -> dict[str, Action]:
    return {
        key: pen.promise(title, stage[owner], day + timedelta(days=days), **details)
        for key, title, owner, days, details in analysis.ACTIONS
    }


def _factors(pen: Pen, stage: Stage, promised: dict[str, Action], day: date) -> None:
    for category, text, answers in analysis.FACTORS:
        pen.factor(category, text, *(promised[key] for key in answers))
    campaign = pen.factor("environment", "A campaign brought three times the usual traffic on the third day")
    pen.accept(
        campaign,
        owner=stage["priya"],
        reason="Campaigns are wanted. With the leak closed the pool carries five times the usual traffic; the next "
        "large one is after this day.",
        until=day + timedelta(days=DAYS_AGO + 6),
    )


def _relate(stage: Stage, incident: Any) -> None:
    for key, kind, reason in (
        ("notification leak", "same_failure", "Connections were not returned there either, in another library."),
        ("gateway threads", "similar", "A fixed pool ran out under load and nobody was warned before it was empty."),
    ):
        if earlier := stage.incidents.get(key):
            incidents.relate(incident, by=stage["tomas"], other=earlier, kind=kind, reason=reason)


def _follow_through(stage: Stage, promised: dict[str, Action], day: datetime) -> Story:
    yield day + timedelta(days=6, hours=13)
    actions.log_update(
        promised["alert"], by=stage["sora"], text="The metric is exported; thresholds next.", state="in_progress"
    )
    yield day + timedelta(days=7, hours=15)
    actions.complete(
        promised["leak check"],
        by=stage["ines"],
        evidence="The build fails on an unclosed connection; tried with the faulty class.",
        evidence_url="https://code.larkspur.example/payments/changes/2207",
    )
    yield day + timedelta(days=9, hours=12)
    actions.complete(
        promised["checklist"],
        by=stage["priya"],
        evidence="Merged into the review template of all three repositories.",
        evidence_url="https://code.larkspur.example/handbook/changes/318",
    )
    yield day + timedelta(days=11, hours=9)
    actions.log_update(
        promised["runbook"],
        by=stage["dana"],
        text="First half written, the restart steps are missing.",
        state="in_progress",
    )
    yield day + timedelta(days=24, hours=9)
    actions.log_update(
        promised["alert"], by=stage["sora"], text="The 85% alert is live, 70% waits for a quieter baseline."
    )
    yield day + timedelta(days=27, hours=9)
    actions.log_update(
        promised["runbook"],
        by=stage["dana"],
        text="Blocked: the restart rights changed and nobody has tried them.",
        blocked=True,
    )
    yield day + timedelta(days=36, hours=10)
    actions.log_update(promised["refactor"], by=stage["tomas"], text="31 of 40 call sites done.", state="in_progress")
