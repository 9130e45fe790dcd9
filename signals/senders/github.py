"""GitHub, and those who send the same: deployments, releases and runs of workflows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from signals.heard import DEPLOY, FAILED, NOTED, RUN, STARTED, SUCCEEDED, Heard, Unreadable
from signals.reading import address, moment, named, parsed, text

DEPLOYED = {
    "success": SUCCEEDED,
    "failure": FAILED,
    "error": FAILED,
    "in_progress": STARTED,
    "queued": NOTED,
    "pending": NOTED,
    "waiting": NOTED,
    "inactive": NOTED,
}
ENDED = {"success": SUCCEEDED, "failure": FAILED, "timed_out": FAILED, "startup_failure": FAILED, "cancelled": NOTED}
SHORT = 7
# A workflow that tests changes nothing; one of these names brings something to production.
DEPLOYS = re.compile(r"deploy|release|publish|roll[- ]?(?:out|back)|ship|promote", re.IGNORECASE)


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    """Events that change nothing in production are answered by an empty list."""
    found = parsed(body)
    if not isinstance(found.get("repository"), dict) and "zen" not in found and "hook" not in found:
        raise Unreadable("It does not say which repository it is about.")
    for name, reader in READERS.items():
        if isinstance(found.get(name), dict):
            heard = reader(found, found[name])
            return [heard] if heard else []
    return []


def _status(found: dict[str, Any], status: dict[str, Any]) -> Heard:
    deployment = found["deployment"] if isinstance(found.get("deployment"), dict) else {}
    state, about = text(status, "state"), text(deployment, "id")
    return Heard(
        id=named("status", text(status, "id") or f"{about}:{state}:{text(status, 'created_at')}"),
        key=named("github", "deployment", about or text(status, "id")),
        title=_deploy_title(found, deployment, text(status, "environment")),
        state=DEPLOYED.get(state, NOTED),
        kind=DEPLOY,
        at=moment(status, "created_at", "updated_at"),
        service=_repository(found),
        url=address(status, "environment_url", "log_url", "target_url") or _commit(found, text(deployment, "sha")),
        text=text(status, "description") or state.replace("_", " "),
        who=text(status, "creator.login"),
    )


def _deployment(found: dict[str, Any], deployment: dict[str, Any]) -> Heard:
    return Heard(
        id=named("deployment", text(deployment, "id"), text(found, "action")),
        key=named("github", "deployment", text(deployment, "id")),
        title=_deploy_title(found, deployment, text(deployment, "environment")),
        state=STARTED,
        kind=DEPLOY,
        at=moment(deployment, "created_at"),
        service=_repository(found),
        url=_commit(found, text(deployment, "sha")),
        text=text(deployment, "description"),
        who=text(deployment, "creator.login"),
    )


def _release(found: dict[str, Any], release: dict[str, Any]) -> Heard | None:
    action = text(found, "action")
    if action not in ("published", "released") or release.get("draft") is True:
        return None
    tag = text(release, "tag_name")
    name = text(release, "name")
    return Heard(
        id=named("release", text(release, "id"), "published"),
        key=named("github", "release", text(release, "id")),
        title=f"Release {tag} of {_repository(found)}" + (f": {name}" if name and name != tag else ""),
        state=SUCCEEDED,
        kind=DEPLOY,
        at=moment(release, "published_at", "created_at"),
        service=_repository(found),
        url=address(release, "html_url"),
        text=text(release, "body", most=500),
        who=text(release, "author.login"),
    )


def _run(found: dict[str, Any], run: dict[str, Any]) -> Heard:
    action, conclusion = text(found, "action"), text(run, "conclusion")
    is_over = action == "completed"
    name = text(run, "name") or text(found, "workflow.name") or "workflow"
    branch = text(run, "head_branch")
    return Heard(
        id=named("run", text(run, "id"), text(run, "run_attempt") or 1, action),
        key=named("github", "run", text(run, "id")),
        title=f"Run of {name} in {_repository(found)}" + (f" on {branch}" if branch else ""),
        state=ENDED.get(conclusion, NOTED) if is_over else STARTED if action == "in_progress" else NOTED,
        kind=DEPLOY if DEPLOYS.search(name) else RUN,
        at=moment(run, "updated_at" if is_over else "run_started_at", "created_at"),
        service=_repository(found),
        url=address(run, "html_url"),
        text=text(run, "display_title", "head_commit.message"),
        who=text(run, "triggering_actor.login", "actor.login") or text(found, "sender.login"),
    )


def _deploy_title(found: dict[str, Any], deployment: dict[str, Any], environment: str) -> str:
    what = text(deployment, "ref") or text(deployment, "sha")[:SHORT]
    where = environment or text(deployment, "environment") or "an environment"
    return f"Deploy of {_repository(found)} {what} to {where}".replace("  ", " ")


def _repository(found: dict[str, Any]) -> str:
    return text(found, "repository.name") or text(found, "repository.full_name").rpartition("/")[2]


def _commit(found: dict[str, Any], sha: str) -> str:
    base = address(found, "repository.html_url")
    return f"{base}/commit/{sha}" if base and sha else ""


# A status holds its deployment too, and a deployment the run that made it: the more telling comes first.
READERS = {
    "deployment_status": _status,
    "deployment": _deployment,
    "release": _release,
    "workflow_run": _run,
}
