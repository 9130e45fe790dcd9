"""A Jira (Cloud and Data Center) and a GitHub on this machine: the calls Debrief makes, as the real ones answer."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.standin import Quiet, Said, serving
from tests.tickets.speaking import KILL, Issue, Speaking, Tracking

__all__ = ["KILL", "SITES", "Tracking", "tracker_site"]

STATUSES = {"new": ("10", "To Do"), "indeterminate": ("20", "In Progress"), "done": ("30", "Done")}
PEOPLE = {"bob@acme.example": "acc-bob", "alice@acme.example": "acc-alice"}


class JiraCloudSite(Speaking):
    api, person = "/rest/api/3", "accountId"

    def serve(self, method: str, path: str, asked: dict[str, str], body: Any) -> tuple[int, Any]:
        if not self.knows(self.headers.get("Authorization", "")):
            return 401, {"errorMessages": ["Client must be authenticated"]}
        if not path.startswith(self.api):
            return 404, None
        rest = path.removeprefix(self.api)
        if rest == "/myself":
            return 200, {"displayName": "Debrief bot"}
        if rest == "/user/search":
            found = PEOPLE.get(asked.get("query", asked.get("username", "")))
            return 200, [{self.person: found}] if found else []
        if rest in ("/search/jql", "/search"):
            return self.search(rest, asked["jql"])
        if rest == "/issue" and method == "POST":
            return self.create(body["fields"])
        named = re.fullmatch(r"/issue/PAY-(\d+)(/transitions|/comment)?", rest)
        issue = self.tracking.issues.get(int(named[1])) if named else None
        if named is None or issue is None:
            return 404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."]}
        return self.about(method, issue, named[2] or "", body)

    def knows(self, authorization: str) -> bool:
        return authorization == "Basic " + base64.b64encode(b"bot@acme.example:s3cret").decode()

    def search(self, rest: str, jql: str) -> tuple[int, Any]:
        label = re.search(r'labels = "([^"]+)"', jql)
        if not label and "updated >= -" not in jql:
            return 400, {"errorMessages": [f"The JQL cannot be read: {jql}"]}
        wrong_place = (rest == "/search") != (self.api == "/rest/api/2")
        if wrong_place:
            return 410, {"errorMessages": ["The requested API has been removed."]}
        found = [self.shown(one) for one in self.tracking.issues.values() if not label or label[1] in one.labels]
        return 200, {"issues": found, "total": len(found), "isLast": True}

    def create(self, fields: dict[str, Any]) -> tuple[int, Any]:
        if fields["project"]["key"] != "PAY" or fields["issuetype"]["name"] != "Task":
            return 400, {"errors": {"project": "valid project is required"}}
        if (self.api == "/rest/api/3") != isinstance(fields["description"], dict):
            return 400, {"errors": {"description": "Operation value must be an Atlassian Document"}}
        issue = self.tracking.made(
            title=fields["summary"],
            labels=fields["labels"],
            due=fields.get("duedate"),
            assignee=(fields.get("assignee") or {}).get(self.person),
            text=fields["description"],
        )
        return 201, {"id": str(issue.number), "key": f"PAY-{issue.number}"}

    def about(self, method: str, issue: Issue, part: str, body: Any) -> tuple[int, Any]:
        if part == "/transitions" and method == "GET":
            return 200, {
                "transitions": [
                    {"id": number, "to": {"name": name, "statusCategory": {"key": key}}}
                    for key, (number, name) in STATUSES.items()
                ]
            }
        if part == "/transitions":
            issue.category = next(key for key, (number, _) in STATUSES.items() if number == body["transition"]["id"])
            issue.resolution = "Done" if issue.category == "done" else None
            return 204, None
        if part == "/comment" and method == "GET":
            return 200, {"comments": [{"body": comment} for comment in issue.comments]}
        if part == "/comment":
            issue.comments.append(body["body"])
            return 201, {"id": "1"}
        if method == "PUT":
            fields = body["fields"]
            issue.title = fields.get("summary", issue.title)
            issue.due = fields.get("duedate", issue.due)
            if "assignee" in fields:
                issue.assignee = (fields["assignee"] or {}).get(self.person)
            return 204, None
        return 200, self.shown(issue)

    def shown(self, issue: Issue) -> dict[str, Any]:
        fields = {
            "summary": issue.title,
            "duedate": issue.due,
            "assignee": {self.person: issue.assignee, "displayName": "x"} if issue.assignee else None,
            "status": {"name": STATUSES[issue.category][1], "statusCategory": {"key": issue.category}},
            "resolution": {"name": issue.resolution} if issue.resolution else None,
        }
        return {"id": str(issue.number), "key": f"PAY-{issue.number}", "fields": fields}


class JiraDataCenterSite(JiraCloudSite):
    api, person = "/rest/api/2", "name"

    def knows(self, authorization: str) -> bool:
        return authorization == "Bearer s3cret"


class GitHubSite(Speaking):
    def serve(self, method: str, path: str, asked: dict[str, str], body: Any) -> tuple[int, Any]:
        if path == "/search/users":
            return 200, {"total_count": 0, "items": []}
        rest = path.removeprefix("/repos/acme/payments")
        if rest == "":
            return 200, {"full_name": "acme/payments"}
        if rest == "/issues" and method == "GET":
            wanted = asked.get("labels")
            rows = self.tracking.issues.values()
            return 200, [self.shown(one) for one in rows if not wanted or wanted in one.labels]
        if rest == "/issues":
            issue = self.tracking.made(title=body["title"], labels=body["labels"], text=body["body"])
            return 201, self.shown(issue)
        found = re.fullmatch(r"/issues/(\d+)(/comments)?", rest)
        issue_there = self.tracking.issues.get(int(found[1])) if found else None
        if found is None or issue_there is None:
            return 404, {"message": "Not Found"}
        return self.about(method, issue_there, found[2] or "", body)

    def about(self, method: str, issue: Issue, part: str, body: Any) -> tuple[int, Any]:
        if part and method == "GET":
            return 200, [{"body": comment} for comment in issue.comments]
        if part:
            issue.comments.append(body["body"])
            return 201, {"id": 1}
        if method == "PATCH":
            issue.title = body.get("title", issue.title)
            if "state" in body:
                issue.category, issue.resolution = (
                    ("done" if body["state"] == "closed" else "new"),
                    body["state_reason"],
                )
        return 200, self.shown(issue)

    def shown(self, issue: Issue) -> dict[str, Any]:
        closed = issue.category == "done"
        return {
            "number": issue.number,
            "title": issue.title,
            "state": "closed" if closed else "open",
            "state_reason": issue.resolution,
            "assignees": [],
            "html_url": f"https://github.example/acme/payments/issues/{issue.number}",
        }


SITES = {"jira_cloud": JiraCloudSite, "jira_dc": JiraDataCenterSite, "github": GitHubSite}


@contextmanager
def tracker_site(provider: str = "jira_cloud", *script: Said) -> Iterator[Tracking]:
    site = Tracking(list(script))
    with serving(Quiet(("127.0.0.1", 0), SITES[provider]), site):
        yield site
