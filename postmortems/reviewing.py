"""What the review page shows one reader: the changes, how far they have read, and how the review stands."""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace

from accounts.models import User
from actions.models import Action
from kit import clock
from kit.errors import Refused
from postmortems import clocks
from postmortems.advice import Advice, advise
from postmortems.comparison import SectionChange, compare
from postmortems.content import Content, present_hash
from postmortems.discussion import Discussion
from postmortems.document import Document, Part
from postmortems.models import Postmortem, Reviewer, Revision, Verdict
from postmortems.sent import of_revision
from postmortems.workflow.standing import ANSWERS, Stand

SINCE_READ, SINCE_SENT, DOCUMENT = "read", "sent", "document"
SENT = Revision.Reason.REVIEW_REQUESTED


class Reviewing:
    """`asked` is the view in the address. Five queries, and one for how the text stands now."""

    def __init__(self, postmortem: Postmortem, reader: User, asked: str = "") -> None:
        self.postmortem, self.reader, self._asked = postmortem, reader, asked
        self.incident = postmortem.incident

    @cached_property
    def revisions(self) -> list[Revision]:
        """Newest first, without their content."""
        return list(self.postmortem.revisions.select_related("by").defer("content"))

    @cached_property
    def sent(self) -> Revision:
        """The revision under review: the one sent last. Raises Refused before a review was requested."""
        found = next((each for each in self.revisions if each.reason == SENT), None)
        if found is None:
            raise Refused("Nobody was asked for a review of this write-up yet.")
        return found

    @cached_property
    def marks(self) -> dict[str, int]:
        """Section → number of the revision in which the reader last marked it read."""
        rows = self.postmortem.read_marks.filter(user=self.reader).values_list("section", "revision__number")
        return dict(rows)

    @cached_property
    def discussion(self) -> Discussion:
        sections = [SimpleNamespace(**each) for each in self.text["sections"]]
        return Discussion(self.postmortem, self.reader, page="review", sections=sections)

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What was said, newest first."""
        rows = self.postmortem.verdicts.select_related("reviewer", "revision").defer("revision__content")
        return list(rows.order_by("-at", "-pk"))

    @cached_property
    def stands(self) -> list[Stand]:
        answers = {each.reviewer_id: each for each in reversed(self.verdicts) if each.outcome in ANSWERS}
        rows: list[Reviewer] = list(self.postmortem.reviewers.select_related("user"))
        return [
            Stand(each, given := answers.get(each.user_id), given is not None and given.revision_id == self.sent.pk)
            for each in rows
        ]

    @property
    def approved(self) -> int:
        return sum(each.approves for each in self.stands)

    @property
    def is_reviewer(self) -> bool:
        return any(each.user.pk == self.reader.pk for each in self.stands)

    @property
    def is_open(self) -> bool:
        return not self.postmortem.is_published

    @cached_property
    def is_stale(self) -> bool:
        """Whether the text is another one by now than the revision sent."""
        return self.is_open and present_hash(self.postmortem) != self.sent.content_hash

    @cached_property
    def read_before(self) -> Revision | None:
        """The revision before this one that the reader answered or read anything of."""
        known = {*self.marks.values(), *(e.revision.number for e in self.verdicts if e.reviewer_id == self.reader.pk)}
        earlier = [each for each in self.revisions if each.number < self.sent.number and each.number in known]
        return earlier[0] if earlier else None

    @cached_property
    def sent_before(self) -> Revision | None:
        return next((each for each in self.revisions if each.reason == SENT and each.number < self.sent.number), None)

    @cached_property
    def view(self) -> str:
        """What the reader asked to see; else the changes since they last read, or the document at first sight."""
        possible = {SINCE_READ: self.read_before, SINCE_SENT: self.sent_before, DOCUMENT: self.sent}
        if possible.get(self._asked):
            return self._asked
        return SINCE_READ if self.read_before else DOCUMENT

    @property
    def base(self) -> Revision | None:
        return {SINCE_READ: self.read_before, SINCE_SENT: self.sent_before}.get(self.view)

    @cached_property
    def _contents(self) -> dict[int, Content]:
        wanted = [each.pk for each in (self.sent, self.base) if each is not None]
        return dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "content"))

    @property
    def text(self) -> Content:
        return self._contents[self.sent.pk]

    @cached_property
    def live(self) -> list[Action]:
        return list(Action.objects.filter(incident=self.incident).select_related("owner").order_by("number"))

    @cached_property
    def advice(self) -> list[tuple[str, Advice]]:
        """Title of the section and what to ask about it; nothing any more once it is published."""
        if not self.is_open:
            return []
        dropped = {action.number for action in self.live if action.state == Action.State.DROPPED}
        titles = {each["key"]: each["title"] for each in self.text["sections"]}
        found = advise(of_revision(self.text, self.postmortem, dropped=dropped))
        return [(titles.get(each.section, ""), each) for each in found]

    @cached_property
    def document(self) -> Document:
        """The revision laid out, with its actions as they are now."""
        return Document(self.text, live=self.live, on=clock.today(self.reader.zone))

    @cached_property
    def changes(self) -> list[SectionChange] | list[Part]:
        """The sections that changed; in the document view every section."""
        if self.base is None:
            return self.document.contents
        return [each for each in compare(self._contents[self.base.pk], self.text) if each.is_changed]

    @property
    def unchanged(self) -> int:
        return max(0, len(self.text["sections"]) - len(self.changes))

    def is_read(self, key: str) -> bool:
        return self.marks.get(key) == self.sent.number

    @property
    def read_keys(self) -> set[str]:
        return {key for key, number in self.marks.items() if number == self.sent.number}

    @property
    def read_count(self) -> int:
        return sum(self.is_read(each.key) for each in self.changes)

    @property
    def read_share(self) -> int:
        return self.read_count * 100 // len(self.changes) if self.changes else 0

    @property
    def publish_clock(self) -> clocks.Clock | None:
        """The 72 hours to publication; none before the all-clear."""
        resolved_at = self.incident.resolved_at
        done_at = self.postmortem.published_at
        return clocks.clock(clocks.PUBLISH, resolved_at, at=clock.now(), done_at=done_at) if resolved_at else None
