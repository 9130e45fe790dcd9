"""An export of Slack: channels, people, threads, pins, reactions, and pictures where they were exported too."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from signals.archive import Archive
from signals.chatting import MOST_TEXT, Incomprehensible, Room, Said
from signals.reading import EARLIEST, LATEST, plain, text

# What Slack itself says about the room, which tells nothing about the incident.
QUIET = re.compile(r"^(?:channel|group)_|^(?:pinned_item|unpinned_item|reminder_add|tombstone|sh_room_created)$")
LINKED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
PICTURE = (".png", ".jpg", ".jpeg", ".gif", ".webp")
LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json")
MOST_PICTURES, MOST_PICTURE_BYTES = 60, 5_000_000


class Export:
    """What lies in the archive; messages are read for one channel at a time."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self.people = {text(user, "id"): _called(user) for user in self._list("users.json")}
        listed = [row for name in LISTS for row in self._list(name)]
        self.about = {text(row, "name") or text(row, "id"): row for row in listed}
        folders = {name.partition("/")[0] for name in self.archive if "/" in name and name.endswith(".json")}
        self.channels = sorted(folders - {"__uploads", "attachments"})
        if not self.channels:
            raise Incomprehensible("There is no channel in this archive. Is it an export of Slack?")

    def room(self, channel: str) -> Room:
        days = sorted(name for name in self.archive if name.startswith(f"{channel}/") and name.endswith(".json"))
        pins = {text(pin, "id", "created") for pin in _rows(self.about.get(channel, {}).get("pins"))}
        rows = [row for day in days for row in self._list(day)]
        said = [one for row in rows if (one := self._said(row, pins))]
        unique = {one.uid: one for one in said}
        return Room(f"#{channel}"[:120], sorted(unique.values(), key=lambda one: (one.at, one.uid)))

    def pictures(self, wanted: set[str]) -> dict[str, tuple[str, bytes]]:
        """Id of a file → its name and bytes, of those that the archive holds."""
        found: dict[str, tuple[str, bytes]] = {}
        for name in self.archive:
            parts = name.split("/")
            identity = next((part for part in parts if part.split("-")[0].split(".")[0] in wanted), "")
            if identity and name.lower().endswith(PICTURE) and len(found) < MOST_PICTURES:
                key = identity.split("-")[0].split(".")[0]
                found.setdefault(key, (parts[-1], self.archive.read(name, most=MOST_PICTURE_BYTES)))
        return found

    def _said(self, row: dict[str, Any], pins: set[str]) -> Said | None:
        stamp, at = text(row, "ts"), _moment(text(row, "ts"))
        if at is None or QUIET.search(text(row, "subtype")):
            return None
        files = [*_rows(row.get("files")), *_rows([row.get("file")])]
        said = worded(str(row.get("text") or ""), self.people.get) or _attached(row) or _filed(files)
        if not said:
            return None
        thread = text(row, "thread_ts")
        return Said(
            uid=stamp[:60],
            at=at,
            author=(
                self.people.get(text(row, "user"))
                or text(row, "user_profile.display_name", "username", "user")
                or "Somebody"
            )[:120],
            text=said[:MOST_TEXT],
            thread=thread[:60] if thread != stamp else "",
            is_pinned=bool(row.get("pinned_to")) or stamp in pins,
            reactions={text(each, "name")[:60]: _count(each) for each in _rows(row.get("reactions"))[:30]},
            pictures=tuple(text(file, "id") for file in files if text(file, "mimetype").startswith("image/")),
        )

    def _list(self, name: str) -> list[dict[str, Any]]:
        if name not in self.archive.entries:
            return []
        try:
            found = json.loads(self.archive.read(name))
        except (ValueError, RecursionError) as error:
            raise Incomprehensible(f"{name} in this archive is not JSON.") from error
        return _rows(found)


def worded(said: str, called: Callable[[str], str | None]) -> str:
    """Slack's marks as plain words: people and channels by their names, links with their addresses."""

    def replaced(match: re.Match[str]) -> str:
        target, label = match[1], match[2] or ""
        if target.startswith("@"):
            return f"@{called(target[1:]) or label or 'someone'}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return f"@{target[1:].partition('^')[0]}"
        return f"{label} ({target})" if label and label not in target else target.removeprefix("mailto:")

    return plain(html.unescape(LINKED.sub(replaced, said))).strip()


def _attached(row: dict[str, Any]) -> str:
    """What a bot says stands in attachments rather than in the text."""
    parts = [text(each, "fallback", "title", "text", most=1_000) for each in _rows(row.get("attachments"))]
    return "\n".join(part for part in parts if part)


def _filed(files: list[dict[str, Any]]) -> str:
    names = [text(file, "title", "name") for file in files if text(file, "title", "name")]
    return f"Shared {', '.join(names)}" if names else ""


def _called(user: dict[str, Any]) -> str:
    return text(user, "profile.display_name", "profile.real_name", "real_name", "name", most=120)


def _rows(found: Any) -> list[dict[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _count(reaction: dict[str, Any]) -> int:
    count = reaction.get("count")
    users = reaction.get("users")
    return count if isinstance(count, int) and 0 < count < 10_000 else len(users) if isinstance(users, list) else 1


def _moment(stamp: str) -> datetime | None:
    try:
        at = datetime.fromtimestamp(float(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if EARLIEST <= at <= LATEST else None
