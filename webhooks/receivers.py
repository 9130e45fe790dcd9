from __future__ import annotations

from typing import Any

from django.db import models

from activity.models import Activity
from activity.record import recording
from webhooks import workflow


def on_recording(sender: type[Activity], activity: Activity, subject: models.Model, **_: Any) -> None:
    """In the verb's own transaction: what is told is as sure as what was done."""
    workflow.owe(activity)


def connect() -> None:
    recording.connect(on_recording, dispatch_uid="webhooks")
