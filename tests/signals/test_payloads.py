"""Every body that was really sent, posted to its source: each is understood, or kept and shown."""

from __future__ import annotations

import pytest

from signals import workflow
from signals.models import Delivery, Signal
from tests.builders.signals import CORPUS, a_hook
from tests.cast import Cast, signed_in

PAYLOADS = CORPUS / "payloads"
SENDERS = {"pagerduty-v1": "pagerduty", "pagerduty-v2": "pagerduty", "pagerduty-v3": "pagerduty"}
KNOWN = {
    "alertmanager",
    "datadog",
    "github",
    "grafana",
    "jira",
    "newrelic",
    "opsgenie",
    "pagerduty",
    "sentry",
    "statuspage",
}
FOLDERS = sorted(path.name for path in PAYLOADS.iterdir() if path.is_dir()) if PAYLOADS.is_dir() else []


@pytest.mark.django_db
@pytest.mark.skipif(not FOLDERS, reason=f"{PAYLOADS} is not there: set DEBRIEF_CORPUS")
def test_it_takes_everything_that_was_ever_sent(cast: Cast) -> None:
    """Files of known senders that are no messages of theirs (a manual, an export) are kept like anything unknown."""
    browser, understood, files = signed_in(cast.root), 0, 0
    for folder in FOLDERS:
        sender = SENDERS.get(folder, folder)
        hook = a_hook(cast, sender if sender in KNOWN else "generic")
        for path in sorted((PAYLOADS / folder).iterdir()):
            files += 1
            assert hook.post(path.read_bytes()).status_code == 202, path
        workflow.sweep()
        for delivery in Delivery.objects.filter(source=hook.source):
            wanted = {"done", "nothing"} if sender in KNOWN else {"quarantined"}
            is_message = bytes(delivery.body).lstrip()[:1] in (b"{", b"[")
            assert delivery.state in (wanted if is_message else {"quarantined"}), (folder, delivery.reason)
            assert delivery.state == "done" or delivery.reason
            assert browser.get(delivery.get_absolute_url()).status_code == 200
            understood += delivery.state == "done"
        page = browser.get(hook.source.get_absolute_url())
        assert page.status_code == 200
    assert (files, Delivery.objects.count()) == (files, files)
    assert understood >= 125
    assert Signal.objects.count() >= 125
