"""Notices as tests need them, written by the machinery itself."""

from typing import Any

from activity.models import Notice
from activity.notify import Telling, tell
from incidents.models import Incident


def told(incident: Incident, *people: Any, kind: str = "write_up_needed", by: Any = None, **more: Any) -> list[Notice]:
    """The notices of one telling about the incident."""
    more.setdefault("data", {"decision": "full"})
    more.setdefault("key", f"test:{kind}:{Notice.objects.count()}")
    tell(Telling(kind, to=people, **more), incident, by=by)
    return list(Notice.objects.filter(key=more["key"]).order_by("pk"))
