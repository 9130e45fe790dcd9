"""Searches that people at Larkspur keep, and are told of."""

from __future__ import annotations

from datetime import timedelta

from config.demo.stage import Stage, Story
from library import workflow

EVERYTHING = 100_000
BEGUN = timedelta(days=45)


def story(stage: Stage) -> Story:
    """From then on what is new is found every day, as it would have been."""
    moment = stage.end - BEGUN
    yield moment
    workflow.sweep(EVERYTHING)
    workflow.save_search(by=stage["tomas"], name="Pools that run dry", address="q=pool", follow=True)
    workflow.save_search(by=stage["tomas"], name="Worst of all", address="severity=sev1&state=published")
    workflow.save_search(by=stage["ines"], name="Anything about alerts", address="q=alert&state=published", follow=True)
    while moment < stage.end:
        moment += timedelta(days=1)
        yield min(moment, stage.end)
        workflow.sweep(EVERYTHING)
