"""What Larkspur's pager, monitoring and pipeline sent, and what was said in the room, while payments were down."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from config.demo.stage import Day, Stage, Story
from incidents import workflow as incidents
from signals import transcript, workflow
from signals.models import Source

MINUTE = timedelta(minutes=1)
PAGER, METRICS, DEPLOYS, CHECKS = "Pager, Payments", "Metrics", "Deploys", "Outside checks"

PAYMENTS = {
    "about": "PD88213",
    "title": "Payment API: error rate above 5 %",
    "service": "Payment API",
    "who": "Tomas Lind",
}
QUEUE = {"about": "PD88467", "title": "Deploys wait for ten minutes", "service": "Deploy pipeline", "who": "Jonas Weil"}

TALK = """10:33 tomas: Paged for Payment API error rate, looking now
10:34 jonas: Checkout shows “Service unavailable” for every card
10:36 tomas: /incident Payment API outage, SEV2
10:40 tomas: @dana can you join? Every payment instance logs database connection errors
10:45 dana: Pool is at 200 of 200 on all instances since 10:29
10:50 tomas: Decision: restart the Payment API instances, it cleared the same symptom in September
10:55 ines: First instance restarted, error rate still 95 %
11:00 amara: Raising to SEV1, no payment gets through. I take command
11:02 vera: Support has 140 tickets. Status page says investigating
11:10 dana: Pool full again five minutes after the restart
11:15 ines: Found it: the ACH payment class never returns its connection. Deployed two days ago
11:21 tomas: A forward fix is an hour, a rollback 25 minutes
11:25 amara: Decision: we roll back to 2.40
11:36 tomas: Rolling back, run 4471
11:51 tomas: Payments succeed again, error rate 0.4 % and falling
12:14 dana: Pool back to normal, 20 of 200
12:45 amara: All clear, closing this incident
"""


def story(stage: Stage, at: Day) -> Story:
    """The sources are set up a day before; the story of the outage itself is told elsewhere."""
    yield at(9, days=-1)
    sources = _set_up(stage)
    yield at(10, 12)
    _deploy(sources[DEPLOYS], at(10, 4), "payment-api", "2.41.3", 88_101)
    _deploy(sources[DEPLOYS], at(10, 11), "checkout", "5.18.0", 88_102)
    yield at(10, 32)
    _alert(sources[METRICS], at(10, 31), None, "Payment API error rate", "payment-api")
    _page(sources[PAGER], "triggered", at(10, 32), **PAYMENTS)
    yield at(10, 38)
    _page(sources[PAGER], "acknowledged", at(10, 33), **PAYMENTS)
    workflow.sweep()
    yield at(11, 53)
    _alert(sources[METRICS], at(10, 31), at(11, 50), "Payment API error rate", "payment-api")
    _page(sources[PAGER], "resolved", at(11, 52), **PAYMENTS)
    _check(sources[CHECKS], at(11, 53))
    yield at(13)
    workflow.sweep()
    _talk(stage, at)


def now(stage: Stage) -> Story:
    """What came about the incident that is open: nobody has picked anything yet."""
    yield stage.end - 60 * MINUTE
    _deploy(_named(DEPLOYS), stage.end - 61 * MINUTE, "deploy-pipeline", "3.9.1", 91_440)
    yield stage.end - 34 * MINUTE
    _alert(_named(METRICS), stage.end - 35 * MINUTE, None, "Deploy queue age", "deploy-pipeline")
    yield stage.end - 30 * MINUTE
    _page(_named(PAGER), "triggered", stage.end - 34 * MINUTE, **QUEUE)
    _page(_named(PAGER), "acknowledged", stage.end - 33 * MINUTE, **QUEUE)
    workflow.sweep()


def _named(name: str) -> Source:
    found: Source = Source.objects.current().get(name=name)
    return found


def _set_up(stage: Stage) -> dict[str, Source]:
    nils, found = stage["nils"], {}
    for name, sender in ((PAGER, "pagerduty"), (METRICS, "alertmanager"), (DEPLOYS, "github"), (CHECKS, "generic")):
        found[name], _ = workflow.add_source(by=nils, name=name, sender=sender)
    for name in (PAGER, METRICS):
        workflow.set_rule(
            found[name], by=nils, rule="attach", sets_milestones=False, service=stage.services["Payment API"]
        )
    return found


def _send(source: Source, body: dict[str, Any]) -> None:
    workflow.receive(source, headers={"Content-Type": "application/json"}, body=json.dumps(body).encode())


def _page(source: Source, what: str, at: datetime, *, about: str, title: str, service: str, who: str) -> None:
    url = f"https://pager.larkspur.example/incidents/{about}"
    data = {"id": about, "title": title, "urgency": "high", "html_url": url, "service": {"summary": service}}
    event = {"id": f"{about}-{what}", "event_type": f"incident.{what}", "occurred_at": at.isoformat(), "data": data}
    _send(source, {"event": {**event, "agent": {"summary": who} if what == "acknowledged" else None}})


def _alert(source: Source, begun: datetime, ended: datetime | None, name: str, service: str) -> None:
    alert = {
        "status": "resolved" if ended else "firing",
        "labels": {"alertname": name, "severity": "critical", "service": service},
        "annotations": {
            "summary": f"{name} above 5 %",
            "description": "Share of requests answered with 5xx, five minutes.",
        },
        "startsAt": begun.isoformat(),
        "endsAt": ended.isoformat() if ended else "0001-01-01T00:00:00Z",
        "generatorURL": "https://metrics.larkspur.example/graph?g0=payment_api_errors",
        "fingerprint": "7c1f0b2ad51e94c3",
    }
    _send(source, {"version": "4", "status": alert["status"], "alerts": [alert]})


def _deploy(source: Source, at: datetime, service: str, version: str, number: int) -> None:
    url = f"https://code.larkspur.example/{service}"
    repository = {"name": service, "full_name": f"larkspur/{service}", "html_url": url}
    deployment = {"id": number, "ref": version, "environment": "production", "created_at": at.isoformat()}
    status = {"id": number + 500, "state": "success", "environment": "production", "created_at": at.isoformat()}
    status |= {"creator": {"login": "ines"}, "log_url": f"{url}/deployments/{number}"}
    _send(
        source, {"action": "created", "deployment_status": status, "deployment": deployment, "repository": repository}
    )


def _check(source: Source, at: datetime) -> None:
    """Of a service nobody has mapped yet: it is kept, and waits for somebody to say what its fields mean."""
    body = {
        "probe": "fra-2",
        "check": {"label": "Card payment, end to end"},
        "outcome": "recovered",
        "noticed": at.isoformat(),
    }
    _send(source, body)


def _talk(stage: Stage, at: Day) -> None:
    incident, tomas = stage.incidents["payment"], stage["tomas"]
    room = transcript.read(TALK, start=at(10, 30), zone=UTC)
    workflow.add_chat(incident, by=tomas, name="#inc-payments", said=room.said, digest="larkspur-payments")
    log = "\n".join(_log_line(at(10, 29) + timedelta(seconds=7 * number), number) for number in range(60))
    incidents.attach(incident, by=stage["dana"], data=log.encode(), name="payment-api-pool.log")


def _log_line(at: datetime, number: int) -> str:
    busy = min(200, 171 + number)
    word = "WARN pool busy" if busy < 200 else "ERROR pool exhausted, 30 s wait"
    return f"{at:%Y-%m-%dT%H:%M:%SZ} payment-api-{number % 4} {word} {busy}/200"
