"""What each sender's messages say, asserted on bodies that were really sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from signals import senders
from signals.heard import Heard, Unreadable
from signals.reading import moment
from signals.senders import SENDERS
from tests.builders.signals import CORPUS

PAYLOADS = CORPUS / "payloads"
needs_corpus = pytest.mark.skipif(not PAYLOADS.is_dir(), reason=f"{PAYLOADS} is not there: set DEBRIEF_CORPUS")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def heard(file: str, sender: str) -> list[Heard]:
    return senders.read(sender, {}, (PAYLOADS / file).read_bytes(), {})


# File → what its (first) signal must be; read by hand in the body.
FACTS: dict[tuple[str, str], dict[str, Any]] = {
    ("pagerduty", "pagerduty-v3/timabbott__triggered_v3.json"): {
        "id": "01BZYIL05THJDFF2Y08X9SVMTU", "key": "pagerduty:PFQZPSY", "title": "Test Incident 3", "state": "firing",
        "severity": "critical", "service": "pig208", "at": utc(2021, 6, 4, 13, 35, 29, 781000),
        "url": "https://pig208.pagerduty.com/incidents/PFQZPSY", "who": "PIG 208",
    },
    ("pagerduty", "pagerduty-v3/timabbott__acknowledged_v3.json"): {"state": "acknowledged"},
    ("pagerduty", "pagerduty-v3/timabbott__unacknowledged_v3.json"): {"key": "pagerduty:PQ1K5C8", "state": "firing"},
    ("pagerduty", "pagerduty-v3/timabbott__resolved_v3.json"): {
        "key": "pagerduty:PCPZE64", "state": "resolved", "at": utc(2021, 6, 4, 13, 16, 53, 816000),
    },
    ("pagerduty", "pagerduty-v3/zulip__annotated_v3.json"): {
        "key": "pagerduty:Q3B15VLMF3ASBD", "state": "noted", "title": "Critical: Checkout API High Latency",
        "text": "Running KILL on long-running queries from the reporting-service.",
    },
    ("pagerduty", "pagerduty-v2/timabbott__trigger_v2.json"): {
        "id": "69a7ced0-a2cd-11e7-a799-22000a15839c", "key": "pagerduty:PRORDTY", "title": "My new incident",
        "state": "firing", "service": "Production XDB Cluster", "at": utc(2017, 9, 26, 15, 14, 36),
    },
    ("pagerduty", "pagerduty-v2/timabbott__resolve_v2.json"): {"key": "pagerduty:PRORDTY", "state": "resolved"},
    ("pagerduty", "pagerduty-v1/timabbott__trigger.json"): {
        "key": "pagerduty:P140S4Y", "state": "firing", "at": utc(2015, 2, 7, 21, 42, 52),
    },
    ("opsgenie", "opsgenie/timabbott__acknowledge.json"): {
        "key": "opsgenie:052652ac-5d1c-464a-812a-7dd18bbfba8c", "title": "test alert", "state": "acknowledged",
    },
    ("opsgenie", "opsgenie/timabbott__close.json"): {
        "state": "resolved", "at": utc(2015, 1, 5, 10, 6, 14, 669002), "who": "fili@ifountain.com",
    },
    ("opsgenie", "opsgenie/timabbott__addtags.json"): {"state": "noted", "text": "AddTags"},
    ("alertmanager", "alertmanager/timabbott__single_alert.json"): {
        "key": "alertmanager:a1bc48475b20e73d", "title": "High CPU core temperature", "state": "resolved",
        "severity": "critical", "text": "CPU core temperature is 34.75C", "at": None,
    },
    ("grafana", "grafana/timabbott__alert_v8.json"): {
        "state": "resolved", "at": utc(2022, 8, 31, 10, 30, 0, 522884), "service": "Grafana",
    },
    ("grafana", "grafana/timabbott__alert_values_v11.json"): {
        "state": "firing", "title": "High memory usage", "text": "Memory (copy)", "at": utc(2024, 3, 1, 2, 9),
    },
    ("grafana", "grafana/timabbott__alert_v7.json"): {"key": "grafana:0:0", "state": "firing", "title": "Test rule"},
    ("grafana", "grafana/timabbott__alert_paused_v7.json"): {"key": "grafana:0:0", "state": "noted"},
    ("statuspage", "statuspage/timabbott__incident_update.json"): {
        "key": "statuspage:z3lct0r596n4", "title": "Database query delays", "state": "resolved", "kind": "status",
        "at": utc(2017, 12, 26, 7, 37, 20, 785000), "url": "http://stspg.io/646947c1e",
    },
    ("statuspage", "statuspage/timabbott__component_status_update.json"): {
        "key": "statuspage:component:sqm6pl84wzjc", "state": "noted", "service": "Database component",
    },
    ("datadog", "datadog/keephq__datadog_raw_alerts.txt__object_11.json"): {
        "id": "7879713311244615328", "key": "datadog:134462228:service:keep-api", "state": "firing",
        "title": "Unauthorized access to API keep-api", "service": "keep-api", "severity": "error",
        "at": utc(2024, 12, 11, 15, 19, 38),
    },
    ("datadog", "datadog/keephq__datadog_raw_alerts.txt__object_24.json"): {
        "key": "datadog:134462228:service:keep-api", "state": "resolved",
    },
    ("sentry", "sentry/timabbott__issue_created_for_exception.json"): {
        "key": "sentry:1635244907", "state": "firing", "title": "Exception: Custom exception!",
        "service": "zulip-integration-testing", "at": utc(2020, 4, 28, 13, 56, 5, 903736),
    },
    ("sentry", "sentry/timabbott__issue_resolved.json"): {"key": "sentry:1638821441", "state": "resolved"},
    ("sentry", "sentry/timabbott__issue_ignored.json"): {"key": "sentry:1638821441", "state": "noted"},
    ("sentry", "sentry/timabbott__event_for_exception_rails.json"): {
        "key": "sentry:4213933362", "title": "ZeroDivisionError: divided by 0", "state": "firing",
    },
    ("sentry", "sentry/timabbott__raven_sdk_python_event.json"): {
        "key": "sentry:4311163364", "service": "python-raven", "at": utc(2023, 7, 12, 20, 47, 51),
    },
    ("newrelic", "newrelic/timabbott__incident_active_new.json"): {
        "key": "newrelic:1234", "title": "Server Down", "state": "firing", "at": utc(2020, 11, 11, 22, 32, 11, 151000),
    },
    ("newrelic", "newrelic/timabbott__incident_closed_new.json"): {"key": "newrelic:1234", "state": "resolved"},
    ("newrelic", "newrelic/timabbott__incident_closed_old.json"): {"key": "newrelic:1234", "state": "resolved"},
    ("newrelic", "newrelic/timabbott__incident_malformatted_time_new.json"): {"at": None, "state": "acknowledged"},
    ("newrelic", "newrelic/timabbott__incident_time_too_large_old.json"): {"at": None, "state": "firing"},
    ("newrelic", "newrelic/timabbott__incident_state_not_recognized_old.json"): {"state": "noted"},
    ("github", "github/octokit__deployment_status__payload.json"): {
        "key": "github:deployment:145988746", "title": "Deploy of Hello-World master to production", "kind": "deploy",
        "state": "succeeded", "service": "Hello-World", "at": utc(2019, 5, 15, 15, 20, 55),
    },
    ("github", "github/octokit__deployment__payload.json"): {"key": "github:deployment:145988746", "state": "started"},
    ("github", "github/octokit__release__published.payload.json"): {
        "title": "Release 0.0.1 of Hello-World", "state": "succeeded", "kind": "deploy",
    },
    ("github", "github/octokit__workflow_run__completed.payload.json"): {
        "key": "github:run:289782451", "title": "Run of test in octo-repo on master", "kind": "run",
    },
    ("jira", "jira/mattermost__webhook-issue-created.json"): {
        "key": "jira:TES-41", "title": "TES-41: Unit test summary", "state": "firing", "kind": "ticket",
        "url": "https://some-instance-test.atlassian.net/browse/TES-41", "at": utc(2019, 2, 16, 3, 1, 53, 23000),
    },
    ("jira", "jira/mattermost__webhook-issue-updated-resolved.json"): {"key": "jira:TES-41", "state": "resolved"},
    ("jira", "jira/mattermost__webhook-issue-updated-reopened.json"): {"key": "jira:TES-41", "state": "firing"},
    ("jira", "jira/mattermost__webhook-cloud-comment-created.json"): {"state": "noted", "text": "Added a comment"},
}  # fmt: skip


@needs_corpus
@pytest.mark.parametrize(("sender", "file"), FACTS, ids=[file for _, file in FACTS])
def test_it_hears_what_was_said(sender: str, file: str) -> None:
    said = heard(file, sender)[0]
    assert {name: getattr(said, name) for name in FACTS[sender, file]} == FACTS[sender, file]


@needs_corpus
def test_it_hears_every_message_of_a_list() -> None:
    both = heard("pagerduty-v1/timabbott__acknowledge_without_trigger_summary_data.json", "pagerduty")
    assert [(one.state, one.who) for one in both] == [("noted", "Jason MIchalski"), ("acknowledged", "Jason MIchalski")]


@needs_corpus
@pytest.mark.parametrize("event", ["push", "pull_request", "check_run", "issues", "status", "page_build"])
def test_it_hears_nothing_in_what_changes_nothing(event: str) -> None:
    files = [path for path in (PAYLOADS / "github").iterdir() if path.name.split("__")[1].split(".")[0] == event]
    assert files
    assert [heard(str(path.relative_to(PAYLOADS)), "github") for path in files] == [[]] * len(files)


@needs_corpus
def test_no_sender_stumbles_over_anothers_message() -> None:
    """Every body to every sender: a list, or a sentence that says why not."""
    for path in (path for path in PAYLOADS.rglob("*") if path.is_file()):
        for sender in SENDERS:
            try:
                said = senders.read(sender, {}, path.read_bytes(), {})
            except Unreadable as problem:
                assert str(problem).endswith(".") and "shape that is not known" not in str(problem), (sender, path)
            else:
                assert all(one.id and one.key and one.title for one in said), (sender, path)


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("swap", [None, 3, "x", [], [3], {}, {"x": 1}, True])
def test_no_sender_stumbles_over_a_twisted_message(sender: str, swap: Any) -> None:
    """Each value of a real message in turn becomes something else."""
    body = {
        "event": {"id": "1", "event_type": "incident.triggered", "data": {"id": "P"}},
        "messages": [{"event": "incident.x"}],
        "alert": {"alertId": "a"}, "action": "created", "alerts": [{"labels": {"alertname": "x"}, "status": "firing"}],
        "incident": {"id": "i", "incident_updates": [{"id": "u"}]}, "component_update": {"new_status": "x", "id": "c"},
        "title": "t", "monitor_id": "m", "data": {"issue": {"id": "s"}, "event": {"event_id": "e"}}, "state": "open",
        "repository": {"name": "r"}, "deployment": {"id": 1}, "issue": {"key": "K-1"}, "changelog": {"items": [{}]},
        "specversion": "1.0", "id": "1", "source": "/s", "type": "a.b",
    }  # fmt: skip
    for name in body:
        for twisted in ({**body, name: swap}, {name: body[name]}, {**body, name: {"id": swap, "items": swap}}):
            try:
                senders.read(sender, {}, json.dumps(twisted).encode(), {"title": "title", "rows": "alerts"})
            except Unreadable as problem:
                assert "shape that is not known" not in str(problem), (name, twisted)


def test_it_reads_a_cloud_event() -> None:
    event = {
        "specversion": "1.0", "id": "A-1", "source": "/larkspur/billing", "type": "com.larkspur.disk.failed",
        "subject": "db-7", "time": "2025-11-10T10:30:00Z", "data": {"severity": "critical", "message": "Disk is full"},
    }  # fmt: skip
    [said] = senders.read("generic", {}, json.dumps(event).encode(), {})
    assert (said.id, said.title, said.state, said.severity) == (
        "/larkspur/billing:A-1",
        "Disk is full",
        "firing",
        "critical",
    )
    assert (said.at, said.service) == (utc(2025, 11, 10, 10, 30), "billing")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (1605133931, utc(2020, 11, 11, 22, 32, 11)),
        ("1605133931151", utc(2020, 11, 11, 22, 32, 11, 151000)),
        (1605133931151000, utc(2020, 11, 11, 22, 32, 11, 151000)),
        ("2025-11-10T11:30:00+01:00", utc(2025, 11, 10, 10, 30)),
        ("2025-11-10 10:30:00 UTC", utc(2025, 11, 10, 10, 30)),
        ("2019-02-15T19:01:52.971-0800", utc(2019, 2, 16, 3, 1, 52, 971000)),
        ("0001-01-01T00:00:00Z", None),
        ("1969-12-31 23:59:55", None),
        (160513393115100000000000, None),
        (float("nan"), None),
        (True, None),
        ("yesterday", None),
    ],
)
def test_it_knows_a_time_when_it_sees_one(said: Any, meant: datetime | None) -> None:
    assert moment({"at": said}, "at") == meant
