"""GitHub Issues. They have no due dates, and two states: what is in progress here is open there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from tickets.providers.base import DONE, TODO, Broken, Content, Missing, Provider, Remote

PER_PAGE = 100


class GitHub(Provider):
    key, label, has_due_dates, has_progress = "github", "GitHub Issues", False, False

    def headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.account.secret}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }

    @property
    def _issues(self) -> str:
        return f"/repos/{quote(self.account.place)}/issues"

    def check(self) -> str:
        return str(self.ask("GET", f"/repos/{quote(self.account.place)}").get("full_name", ""))

    def read(self, key: str) -> Remote:
        return self._remote(self.ask("GET", self._path(key)))

    def labelled(self, label: str) -> Remote | None:
        found = self.ask("GET", f"{self._issues}?{urlencode({'labels': label, 'state': 'all', 'per_page': 1})}")
        return self._remote(found[0]) if found else None

    def create(self, content: Content, text: str, label: str) -> Remote:
        body: dict[str, Any] = {"title": content.title, "body": text, "labels": [label]}
        if content.assignee:
            body["assignees"] = [content.assignee]
        return self._remote(self.ask("POST", self._issues, body))

    def change(self, remote: Remote, wanted: Content) -> None:
        now = remote.content
        body: dict[str, Any] = {}
        if wanted.title != now.title:
            body["title"] = wanted.title
        if wanted.assignee != now.assignee:
            body["assignees"] = [wanted.assignee] if wanted.assignee else []
        if (wanted.state == DONE) != (now.state == DONE):
            closed = wanted.state == DONE
            body |= {"state": "closed" if closed else "open", "state_reason": "completed" if closed else "reopened"}
        if body:
            self.ask("PATCH", self._path(remote.key), body)

    def comments(self, key: str) -> list[str]:
        given = self.ask("GET", f"{self._path(key)}/comments?per_page={PER_PAGE}&sort=created&direction=desc")
        return [str(comment["body"]) for comment in given]

    def comment(self, key: str, text: str) -> None:
        self.ask("POST", f"{self._path(key)}/comments", {"body": text})

    def changed_since(self, since: datetime) -> Iterator[str]:
        page = 1
        stamp = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        while True:
            asked = {"since": stamp, "state": "all", "per_page": PER_PAGE, "page": page}
            found = self.ask("GET", f"{self._issues}?{urlencode(asked)}")
            yield from (f"#{issue['number']}" for issue in found)
            if len(found) < PER_PAGE:
                return
            page += 1

    def person(self, email: str) -> str | None:
        """By the public address of an account; most people keep theirs to themselves."""
        found = self.ask("GET", f"/search/users?{urlencode({'q': f'{email} in:email'})}")
        return str(found["items"][0]["login"]) if found.get("total_count") == 1 else None

    def _path(self, key: str) -> str:
        number = key.removeprefix("#")
        if not (number.isascii() and number.isdigit()):
            raise Broken("An issue is named by its number, for example #12.")
        return f"{self._issues}/{int(number)}"

    def _remote(self, issue: dict[str, Any]) -> Remote:
        if "pull_request" in issue:
            raise Missing("That number is a pull request.")
        closed = issue["state"] == "closed"
        people = issue.get("assignees") or []
        content = Content(issue["title"], DONE if closed else TODO, None, people[0]["login"] if people else None)
        declined = closed and issue.get("state_reason") in ("not_planned", "duplicate")
        return Remote(f"#{issue['number']}", issue["html_url"], content, issue["state"], declined)
