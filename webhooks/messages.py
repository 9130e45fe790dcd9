"""What a message says: that something happened to what, and where to read it. Titles and texts come from the API."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models

from activity.models import Activity
from webhooks.events import TEST


def of(activity: Activity, subject: models.Model) -> bytes:
    about: Any = subject
    data = {
        "kind": about._meta.model_name,
        "reference": getattr(about, "code", "") or getattr(about, "reference", ""),
        "page": f"{settings.BASE_URL}{about.get_absolute_url()}",
        "by": f"@{activity.actor.handle}" if activity.actor else None,
    }
    return _written(activity.verb, activity.at.isoformat(), data)


def of_test(at: str) -> bytes:
    return _written(TEST, at, {"kind": "test", "page": settings.BASE_URL})


def _written(event: str, at: str, data: dict[str, Any]) -> bytes:
    return json.dumps({"type": event, "timestamp": at, "data": data}, separators=(",", ":")).encode()
