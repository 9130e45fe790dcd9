"""Every operation × every kind of person × every visibility: what a token gets is what the policy table says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action
from api.urls import OPERATIONS
from incidents.models import Incident
from postmortems.models import Postmortem
from postmortems.workflow import start
from tests.api.conftest import Program
from tests.architecture.world import EVERYBODY, SEES
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.signals import a_seen_signal
from tests.cast import Cast


@dataclass(frozen=True)
class Operation:
    """`path` with {incident}, {entry}, {section} or {action} in it; `verb` is asked of `about`, one of those nouns."""

    name: str
    method: str
    path: str
    verb: str = ""
    about: str = ""
    body: dict[str, Any] = field(default_factory=dict)


AT = "2025-01-02T03:04:05Z"
NEW = {"title": "x", "severity": "sev3", "started_at": AT}
SAID = {"at": AT, "text": "x"}
ENTRY, SECTION = "/incidents/{incident}/timeline/{entry}", "/write-ups/{incident}/sections/{section}"
ALL = [
    Operation("me", "get", "/me"),
    Operation("services", "get", "/services"),
    Operation("teams", "get", "/teams"),
    Operation("people", "get", "/people"),
    Operation("search", "get", "/search?q=anything"),
    Operation("incidents", "get", "/incidents"),
    Operation("incidents", "post", "/incidents", "incidents.declare", "", NEW),
    Operation("incident", "get", "/incidents/{incident}"),
    Operation("incident", "patch", "/incidents/{incident}", "incidents.edit", "incident", {"summary": "x"}),
    Operation("timeline", "get", "/incidents/{incident}/timeline"),
    Operation("timeline", "post", "/incidents/{incident}/timeline", "incidents.edit_timeline", "incident", SAID),
    Operation("signals", "get", "/incidents/{incident}/signals"),
    Operation("signal", "get", "/incidents/{incident}/signals/{signal}"),
    Operation("write_up_file", "get", "/write-ups/{incident}/export/markdown"),
    Operation("measures", "get", "/measures"),
    Operation("measure", "get", "/measures/incidents"),
    Operation("entry", "get", ENTRY),
    Operation("entry", "patch", ENTRY, "incidents.edit_timeline", "incident", {"text": "x"}),
    Operation("entry", "delete", ENTRY, "incidents.edit_timeline", "incident"),
    Operation("start_write_up", "post", "/incidents/{incident}/write-up", "postmortems.start", "incident", {}),
    Operation("write_ups", "get", "/write-ups"),
    Operation("write_up", "get", "/write-ups/{incident}"),
    Operation("section", "get", SECTION),
    Operation("section", "put", SECTION, "postmortems.edit", "postmortem", {"body": "x", "base": ""}),
    Operation("actions", "get", "/actions"),
    Operation("actions", "post", "/actions", "actions.create", "", {"title": "x", "owner": "alice"}),
    Operation("action", "get", "/actions/{action}"),
    Operation("action", "patch", "/actions/{action}", "actions.edit", "action", {"description": "x"}),
    Operation("action_updates", "post", "/actions/{action}/updates", "actions.update", "action", {"text": "x"}),
    Operation("complete_action", "post", "/actions/{action}/complete", "actions.complete", "action", {"evidence": "x"}),
    Operation("drop_action", "post", "/actions/{action}/drop", "actions.decide", "action", {"rationale": "x"}),
    Operation("reopen_action", "post", "/actions/{action}/reopen", "actions.reopen", "action", {"reason": "x"}),
]  # fmt: skip
DONE = {200, 201, 204, 409, 412}
# What only whoever asked for it may see: tests/api/test_exports.py.
OWN = {"exports", "export", "export_file"}


def test_it_knows_every_operation() -> None:
    assert {one.name for one in ALL} | OWN | {"openapi-json"} == {pattern.name for pattern in OPERATIONS}


@dataclass
class Things:
    incident: Incident
    postmortem: Postmortem
    action: Action
    names: dict[str, str]


def things(cast: Cast, visibility: str) -> Things:
    incident = a_resolved_incident(cast, visibility=visibility)
    entry = an_entry(incident, cast)
    postmortem = start(incident, by=cast.alice)
    action = an_action(cast, owner=cast.bob, incident=incident)
    section = postmortem.sections.filter(prose=True)[0].key
    names = {
        "signal": str(a_seen_signal(cast, incident).pk),
        "incident": incident.reference,
        "entry": str(entry.pk),
        "section": section,
        "action": action.code,
    }
    return Things(incident, postmortem, action, names)


def expected(one: Operation, user: User, about: Things, visibility: str) -> int:
    """200 stands for whatever is done."""
    if "{" in one.path and user.handle not in SEES[visibility]:
        return 404
    if one.verb and not policy.allows(one.verb, user, getattr(about, one.about, None)):
        return 403
    return 200


@pytest.mark.parametrize("visibility", SEES)
def test_it_gives_everybody_what_the_table_says(cast: Cast, program: Any, visibility: str) -> None:
    about = things(cast, visibility)
    asked: dict[str, Program] = {handle: program(getattr(cast, handle)) for handle in EVERYBODY}
    wrong = []
    for one in ALL:
        for handle, sender in asked.items():
            before = transaction.savepoint()
            path = one.path.format(**about.names)
            body = one.body if one.method != "get" and one.method != "delete" else None
            match = {"If_Match": '"1"'} if one.method == "patch" else {}
            status = sender.send(one.method, path, body, **match).status_code
            transaction.savepoint_rollback(before)
            right = expected(one, getattr(cast, handle), about, visibility)
            if status != right and not (right == 200 and status in DONE):
                wrong.append(f"{one.method} {path} for {handle}: {status}, not {right}")
    assert wrong == [], "\n" + "\n".join(wrong)
