"""/metrics: figures in Prometheus' text format, for whoever brings the token; while none is set, there is no page."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import compare_digest

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse

from actions.models import Action
from activity.models import AuditFinding, Heartbeat, Notice
from kit import clock

Sample = tuple[dict[str, str], float]


def metrics(request: HttpRequest) -> HttpResponse:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not compare_digest(given.encode(), token.encode()):
        return HttpResponse(status=404)
    return HttpResponse("\n".join(_lines()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _lines() -> Iterator[str]:
    for name, kind, meaning, samples in (
        ("debrief_tick_age_seconds", "gauge", "Since a tick of beat was worked on.", _ticks()),
        ("debrief_notices_waiting", "gauge", "Notices that are due or will be, by attempts made.", _waiting()),
        ("debrief_notices_failed", "gauge", "Notices that were given up.", _failed()),
        ("debrief_actions_running", "gauge", "Open actions whose clock runs.", _running()),
        ("debrief_audit_found_total", "counter", "Faults the auditor found, by kind.", _audit("found")),
        ("debrief_audit_mended_total", "counter", "Faults the auditor mended, by kind.", _audit("mended")),
        ("debrief_audit_left", "gauge", "Faults its newest run could not mend, by kind.", _audit("left")),
    ):
        yield f"# HELP {name} {meaning}"
        yield f"# TYPE {name} {kind}"
        for labels, value in samples:
            named = ",".join(f'{key}="{word}"' for key, word in labels.items())
            yield f"{name}{{{named}}} {value:g}" if named else f"{name} {value:g}"


def _ticks() -> Iterator[Sample]:
    now = clock.now()
    for row in Heartbeat.objects.order_by("name"):
        yield {"tick": row.name}, round((now - row.at).total_seconds())


def _waiting() -> Iterator[Sample]:
    rows = Notice.objects.filter(state=Notice.State.DUE)
    first, again = Count("pk", filter=Q(attempts=0)), Count("pk", filter=Q(attempts__gt=0))
    counts = rows.aggregate(first=first, again=again)
    yield {"attempts": "none"}, counts["first"]
    yield {"attempts": "some"}, counts["again"]


def _failed() -> Iterator[Sample]:
    yield {}, Notice.objects.filter(state=Notice.State.FAILED).count()


def _running() -> Iterator[Sample]:
    yield {}, Action.objects.running().count()


def _audit(column: str) -> Iterator[Sample]:
    for row in AuditFinding.objects.order_by("kind").values("kind").annotate(sum=Sum(column)):
        yield {"kind": row["kind"]}, row["sum"]
