"""The threads of one write-up as pages show them: in the order of the text, by section, or only some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse

from accounts import policy
from accounts.models import User
from postmortems.models import Postmortem, Section, Thread
from postmortems.said import threads_of

SHOWS = {"open": "Open", "mine": "Mine", "mentions": "Mentioning me", "resolved": "Resolved", "all": "All"}
LATEST = 20
WHOLE, GONE = "The whole write-up", "A section that is gone"


class Discussion:
    """One query, however many threads; one more when the sections (key, title, body) are not at hand.

    `page` is the one that shows them: edit, review or comments; or discussion, with what is said since publication,
    which no other page shows.
    """

    shows = SHOWS

    def __init__(
        self,
        postmortem: Postmortem,
        reader: User,
        *,
        page: str,
        sections: Sequence[Any] | None = None,
        show: str = "open",
        section: str = "",
    ) -> None:
        self.postmortem, self.reader, self.page = postmortem, reader, page
        self.show, self.section = show if show in SHOWS else "open", section
        self._sections = sections

    @property
    def is_afterwards(self) -> bool:
        return self.page == "discussion"

    @cached_property
    def sections(self) -> dict[str, Any]:
        if self.is_afterwards:
            return {}
        rows = self._sections if self._sections is not None else Section.objects.filter(postmortem=self.postmortem)
        return {section.key: section for section in rows}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Key → title of each section, in their order."""
        return {key: section.title for key, section in self.sections.items()}

    @cached_property
    def threads(self) -> list[Thread]:
        """All of them, those on the whole first, then as the text goes."""
        found = [each for each in threads_of(self.postmortem) if each.is_discussion == self.is_afterwards]
        for thread in found:
            thread.title = self.titles.get(thread.section, GONE) if thread.section else WHOLE
            thread.nth = self._nth(thread)
            thread.address = self._address(thread)
            thread.key = self._key(thread)
        order = {"": -1} | {key: place for place, key in enumerate(self.titles)}
        return sorted(found, key=lambda each: (order.get(each.section, len(order)), each.start or 0, each.pk))

    def _nth(self, thread: Thread) -> int:
        """How often the quoted words stand in their section before those that are meant."""
        if thread.start is None or thread.section not in self.sections:
            return 0
        return self.sections[thread.section].body.count(thread.quote, 0, thread.start)

    def _address(self, thread: Thread) -> str:
        """Of its place on the page; empty where that has none."""
        if thread.section not in self.titles:
            return ""
        if self.page == "review":
            return f"#d-{thread.section}"
        elsewhere = "" if self.page == "edit" else reverse("postmortems:edit", args=[self.postmortem.reference])
        return f"{elsewhere}#section-{thread.section}"

    def _key(self, thread: Thread) -> str:
        """Names all that the thread's card shows, without a word of it: a card is rendered once for each key."""
        said = ".".join(f"{each.pk}-{each.version}-{each.outcome}-{each.by.handle}" for each in thread.said)
        own = self.reader.pk if any(each.by_id == self.reader.pk for each in thread.said) else ""
        anchor = f"{thread.anchor}{thread.start is None}{thread.nth}"
        rights = f"{own}/{self.may_comment}/{self.may_start}"
        # A title is told apart by its hash.
        place = f"{self.page}/{hash(thread.title)}/{thread.address}/{anchor}"
        return f"{thread.pk}/{thread.resolved_by}/{thread.opened_at}/{self.reader.zone}/{rights}/{place}/{said}"

    @property
    def latest(self) -> list[Thread]:
        """The last of them, where they are not all there is to see."""
        return self.threads[-LATEST:]

    @property
    def earlier(self) -> int:
        return max(0, len(self.threads) - LATEST)

    @cached_property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_open]

    @cached_property
    def resolved(self) -> int:
        return len(self.threads) - len(self.open)

    @cached_property
    def shown(self) -> list[Thread]:
        """What the reader asked to see."""
        return [each for each in self.threads if self._is_asked(each) and self.section in ("", each.section)]

    def _is_asked(self, thread: Thread) -> bool:
        match self.show:
            case "open":
                return thread.is_open
            case "resolved":
                return not thread.is_open
            case "mine":
                return any(comment.by_id == self.reader.pk for comment in thread.said)
            case "mentions":
                return any(self.reader.pk in comment.mentioned for comment in thread.said)
        return True

    @cached_property
    def open_by_section(self) -> Mapping[str, list[Thread]]:
        found: dict[str, list[Thread]] = {}
        for thread in self.open:
            found.setdefault(thread.section if thread.section in self.titles else "", []).append(thread)
        return found

    @property
    def open_elsewhere(self) -> list[Thread]:
        """On the whole, or on a section that is gone."""
        return self.open_by_section.get("", [])

    @cached_property
    def may_comment(self) -> bool:
        return policy.allows("postmortems.comment", self.reader, self.postmortem)

    @property
    def may_start(self) -> bool:
        begun = self.postmortem.is_published if self.is_afterwards else self.postmortem.is_editable
        return self.may_comment and begun
