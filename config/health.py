"""/healthz: this process answers. /readyz: what it needs answers too, and what is due gets done.

Answered before hosts, sessions and sign-in are looked at, for probes come by address and know nobody.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min, Q, Sum
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.backoff import NoBackoff
from redis.retry import Retry

from activity.models import AuditFinding, Heartbeat, Notice
from config.metrics import metrics
from kit import clock

# A notice that has been due for longer says that the worker is stuck or gone.
NOTICE_LIMIT = timedelta(minutes=5)
# A tick may be missed while beat or worker restarts; a second one in a row is trouble.
TICK_GRACE = timedelta(seconds=30)

Finding = dict[str, Any]


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = self.pages.get(request.path, self.get_response)
        response = page(request)
        if page is not self.get_response:
            response["Cache-Control"] = "no-store"
            # Otherwise Django logs an error for every probe of a sick instance.
            response._has_been_logged = True  # type: ignore[attr-defined]
        return response


def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"ok": True})


def readyz(request: HttpRequest) -> HttpResponse:
    findings = {name: examined(look) for name, look in LOOKS.items()}
    ok = all(finding["ok"] for finding in findings.values())
    return JsonResponse({"ok": ok, **findings}, status=200 if ok else 503)


def examined(look: Callable[[], Finding]) -> Finding:
    """The finding, or that it could not be had; the reason goes to nobody who is not signed in."""
    started = time.perf_counter()
    try:
        finding = look()
    except (DatabaseError, redis.RedisError, OSError):
        finding = {"ok": False}
    return finding | {"milliseconds": round((time.perf_counter() - started) * 1000, 1)}


def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return {"ok": True}


def broker() -> Finding:
    # Without a retry of its own making the client would try for four seconds before it says no.
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, retry=Retry(NoBackoff(), 0)) as client:
        return {"ok": bool(client.ping())}


def beat() -> Finding:
    """Every tick that has ever been worked on is young enough; none at all is trouble."""
    now = clock.now()
    scheduled = {
        name: timedelta(seconds=float(str(entry["schedule"]))) for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
    }
    ages = {row.name: now - row.at for row in Heartbeat.objects.filter(name__in=scheduled)}
    late = [name for name, age in ages.items() if age > 2 * scheduled[name] + TICK_GRACE]
    seconds = {name: round(age.total_seconds()) for name, age in sorted(ages.items())}
    return {"ok": bool(ages) and not late, "age_seconds": seconds}


def notices() -> Finding:
    now = clock.now()
    due = Notice.objects.filter(Q(held_until=None) | Q(held_until__lte=now), state=Notice.State.DUE, due_at__lte=now)
    oldest = due.aggregate(oldest=Min(Greatest("due_at", "held_until")))["oldest"]
    age = now - oldest if oldest else timedelta(0)
    return {"ok": age <= NOTICE_LIMIT, "oldest_due_seconds": round(age.total_seconds())}


def audit() -> Finding:
    """What the auditor found today (UTC); trouble is only what its newest run could not mend."""
    found = AuditFinding.objects.since(clock.now().date())
    sums = found.aggregate(found=Sum("found"), mended=Sum("mended"), left=Sum("left"))
    today = {f"{name}_today": count or 0 for name, count in sums.items() if name != "left"}
    return {"ok": not sums["left"], **today, "left": sums["left"] or 0}


LOOKS: dict[str, Callable[[], Finding]] = {
    "database": database,
    "broker": broker,
    "beat": beat,
    "notices": notices,
    "audit": audit,
}
