from __future__ import annotations

from typing import Any

from django.db import models

from actions.models import Action
from activity.models import Activity
from activity.record import recording
from tickets import workflow
from tickets.models import Ticket


def on_recording(sender: type[Activity], activity: Activity, subject: models.Model, **_: Any) -> None:
    """Whatever was done to an action, its ticket is compared afterwards."""
    if isinstance(subject, Action) and activity.verb.startswith("action."):
        workflow.want(*Ticket.objects.kept().filter(action=subject).only("pk"))


def connect() -> None:
    recording.connect(on_recording, dispatch_uid="tickets")
