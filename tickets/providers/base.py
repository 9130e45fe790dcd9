"""What every tracker can be asked, in plain values."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar

from kit import egress

# The three states that every tracker's own ones come down to.
TODO, DOING, DONE = "todo", "in_progress", "done"


@dataclass(frozen=True)
class Content:
    """What both sides hold of it. `assignee` is the tracker's own name of a person; None: nobody, or not known."""

    title: str
    state: str
    due_on: date | None = None
    assignee: str | None = None

    def plain(self) -> dict[str, Any]:
        return {**vars(self), "due_on": self.due_on.isoformat() if self.due_on else None}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Content:
        due_on = plain.get("due_on")
        return cls(plain["title"], plain["state"], date.fromisoformat(due_on) if due_on else None, plain["assignee"])


@dataclass(frozen=True)
class Remote:
    """A ticket as its tracker has it. `status` is the tracker's own word; `declined`: closed without being done."""

    key: str
    url: str
    content: Content
    status: str
    declined: bool = False

    def with_content(self, **changes: Any) -> Remote:
        return replace(self, content=replace(self.content, **changes))


@dataclass(frozen=True)
class Account:
    """How to reach a tracker. `place` is a project's key or a repository; `login` is an e-mail address or empty."""

    base: str
    place: str
    login: str
    secret: str
    kind: str = "Task"


class Unreachable(Exception):
    """Not now: the reason in words, and how many seconds the tracker asked us to wait."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Broken(Exception):
    """It will not work as it is: the reason in words."""


class Missing(Exception):
    """There is no such ticket, or none that our account may see."""


class Provider(ABC):
    key: ClassVar[str]
    label: ClassVar[str]
    has_due_dates: ClassVar[bool] = True
    has_progress: ClassVar[bool] = True

    def __init__(self, account: Account) -> None:
        self.account = account

    @abstractmethod
    def check(self) -> str:
        """Who we are there, in a few words."""

    @abstractmethod
    def read(self, key: str) -> Remote: ...

    @abstractmethod
    def labelled(self, label: str) -> Remote | None:
        """The ticket made under this label before, when an earlier attempt got that far."""

    @abstractmethod
    def create(self, content: Content, text: str, label: str) -> Remote: ...

    @abstractmethod
    def change(self, remote: Remote, wanted: Content) -> None:
        """Make it so, touching only what differs."""

    @abstractmethod
    def comments(self, key: str) -> list[str]: ...

    @abstractmethod
    def comment(self, key: str, text: str) -> None: ...

    @abstractmethod
    def changed_since(self, since: datetime) -> Iterator[str]:
        """Keys of the tickets that changed, in no order."""

    @abstractmethod
    def person(self, email: str) -> str | None:
        """The tracker's own name of the person with this address."""

    @abstractmethod
    def headers(self) -> dict[str, str]: ...

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One call and its JSON. Raises Unreachable, Broken or Missing."""
        sent = json.dumps(body).encode() if body is not None else None
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "Debrief"}
        try:
            answer = egress.send(method, self.account.base.rstrip("/") + path, sent, headers | self.headers())
        except egress.Forbidden as forbidden:
            raise Broken(str(forbidden))
        except egress.Unanswered as silence:
            raise Unreachable(str(silence))
        if answer.status == 404:
            raise Missing("There is no such thing, or our account may not see it.")
        if answer.status in (408, 425, 429) or answer.status >= 500:
            raise Unreachable(f"The tracker answered {answer.status}", answer.retry_after)
        if not 200 <= answer.status < 300:
            raise Broken(f"The tracker answered {answer.status}. {said(answer.body)}".strip())
        try:
            return json.loads(answer.body) if answer.body else None
        except ValueError:
            raise Unreachable("The tracker answered something that is not JSON")


def said(body: bytes) -> str:
    """What the tracker says is wrong, shortened."""
    try:
        given = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(given, dict):
        return ""
    words = [*given.get("errorMessages", []), *dict(given.get("errors") or {}).values()]
    return " ".join(str(word) for word in words or [given.get("message", "")])[:200]
