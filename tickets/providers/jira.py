"""Jira: Cloud speaks version 3 of its REST interface, Data Center version 2. What differs stands in JiraDataCenter."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from tickets.providers.base import DOING, DONE, TODO, Broken, Content, Provider, Remote

STATES = {"new": TODO, "undefined": TODO, "indeterminate": DOING, "done": DONE}
# Resolutions that say it was closed without being done.
DECLINED = {"won't do", "won't fix", "declined", "duplicate", "cannot reproduce", "incomplete"}
FIELDS = "summary,status,duedate,assignee,resolution"
PER_PAGE = 100


class Jira(Provider):
    """What both have in common."""

    api = ""
    person_key = ""

    def check(self) -> str:
        return str(self.ask("GET", f"{self.api}/myself").get("displayName", ""))

    def read(self, key: str) -> Remote:
        return self._remote(self.ask("GET", f"{self.api}/issue/{quote(key, safe='')}?fields={FIELDS}"))

    def labelled(self, label: str) -> Remote | None:
        found = next(self._search(f'labels = "{label}"'), None)
        return self._remote(found) if found else None

    def create(self, content: Content, text: str, label: str) -> Remote:
        fields: dict[str, Any] = {
            "project": {"key": self.account.place},
            "issuetype": {"name": self.account.kind},
            "summary": content.title,
            "description": self.text(text),
            "labels": [label],
        }
        if content.due_on:
            fields["duedate"] = content.due_on.isoformat()
        if content.assignee:
            fields["assignee"] = {self.person_key: content.assignee}
        return self.read(self.ask("POST", f"{self.api}/issue", {"fields": fields})["key"])

    def change(self, remote: Remote, wanted: Content) -> None:
        now, path = remote.content, f"{self.api}/issue/{quote(remote.key, safe='')}"
        fields: dict[str, Any] = {}
        if wanted.title != now.title:
            fields["summary"] = wanted.title
        if wanted.due_on != now.due_on:
            fields["duedate"] = wanted.due_on.isoformat() if wanted.due_on else None
        if wanted.assignee != now.assignee:
            fields["assignee"] = {self.person_key: wanted.assignee} if wanted.assignee else None
        if fields:
            self.ask("PUT", path, {"fields": fields})
        if wanted.state != now.state:
            self._move(path, wanted.state)

    def comments(self, key: str) -> list[str]:
        given = self.ask("GET", f"{self.api}/issue/{quote(key, safe='')}/comment?maxResults=1000&orderBy=-created")
        return [str(comment.get("body", "")) for comment in given["comments"]]

    def comment(self, key: str, text: str) -> None:
        self.ask("POST", f"{self.api}/issue/{quote(key, safe='')}/comment", {"body": self.text(text)})

    def changed_since(self, since: datetime) -> Iterator[str]:
        # JQL knows minutes only, and the account's own zone: relative times need no zone.
        minutes = max(1, int((datetime.now(UTC) - since).total_seconds() // 60) + 2)
        jql = f'project = "{self.account.place}" AND updated >= -{minutes}m'
        return (str(issue["key"]) for issue in self._search(jql))

    def text(self, plain: str) -> Any:
        raise NotImplementedError

    def _search(self, jql: str) -> Iterator[dict[str, Any]]:
        raise NotImplementedError

    def _move(self, path: str, state: str) -> None:
        """By the workflow's own transitions, which differ from project to project."""
        for transition in self.ask("GET", f"{path}/transitions")["transitions"]:
            if STATES.get(transition["to"]["statusCategory"]["key"]) == state:
                self.ask("POST", f"{path}/transitions", {"transition": {"id": transition["id"]}})
                return
        raise Broken(f"Its workflow has no way from here to “{state.replace('_', ' ')}”.")

    def _remote(self, issue: dict[str, Any]) -> Remote:
        fields = issue["fields"]
        category = (fields["status"].get("statusCategory") or {}).get("key", "undefined")
        resolution = str((fields.get("resolution") or {}).get("name", ""))
        due = fields.get("duedate")
        content = Content(
            title=fields["summary"],
            state=STATES.get(category, TODO),
            due_on=date.fromisoformat(due) if due else None,
            assignee=(fields.get("assignee") or {}).get(self.person_key),
        )
        url = f"{self.account.base.rstrip('/')}/browse/{issue['key']}"
        return Remote(issue["key"], url, content, fields["status"]["name"], resolution.lower() in DECLINED)


class JiraCloud(Jira):
    key, label = "jira_cloud", "Jira Cloud"
    api, person_key = "/rest/api/3", "accountId"

    def headers(self) -> dict[str, str]:
        pair = f"{self.account.login}:{self.account.secret}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def text(self, plain: str) -> Any:
        """A document of paragraphs, as version 3 wants it."""
        paragraphs = [part for part in plain.split("\n\n") if part.strip()]
        content = [{"type": "paragraph", "content": [{"type": "text", "text": part}]} for part in paragraphs]
        return {"type": "doc", "version": 1, "content": content}

    def person(self, email: str) -> str | None:
        found = self.ask("GET", f"{self.api}/user/search?{urlencode({'query': email, 'maxResults': 2})}")
        return str(found[0]["accountId"]) if len(found) == 1 else None

    def _search(self, jql: str) -> Iterator[dict[str, Any]]:
        token = ""
        while True:
            asked = {"jql": jql, "fields": FIELDS, "maxResults": PER_PAGE} | ({"nextPageToken": token} if token else {})
            page = self.ask("GET", f"{self.api}/search/jql?{urlencode(asked)}")
            yield from page["issues"]
            token = page.get("nextPageToken") or ""
            if not token:
                return


class JiraDataCenter(Jira):
    key, label = "jira_dc", "Jira Data Center"
    api, person_key = "/rest/api/2", "name"

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.account.secret}"}

    def text(self, plain: str) -> Any:
        return plain

    def person(self, email: str) -> str | None:
        found = self.ask("GET", f"{self.api}/user/search?{urlencode({'username': email, 'maxResults': 2})}")
        return str(found[0]["name"]) if len(found) == 1 else None

    def _search(self, jql: str) -> Iterator[dict[str, Any]]:
        start = 0
        while True:
            asked = {"jql": jql, "fields": FIELDS, "maxResults": PER_PAGE, "startAt": start}
            page = self.ask("GET", f"{self.api}/search?{urlencode(asked)}")
            yield from page["issues"]
            start += len(page["issues"])
            if not page["issues"] or start >= page["total"]:
                return
