"""What the review page shows one reader: the changes, how far they have read, and how the review stands."""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, prefetch_related_objects
from django.db.models.functions import JSONObject

from accounts.models import User
from actions.models import Action
from kit import clock
from kit.errors import Refused
from postmortems import clocks
from postmortems.advice import Advice, advise
from postmortems.blameless import Hint
from postmortems.checklist import Fact, Known, facts
from postmortems.comparison import HEAD, Laid, SectionChange, compare_laid, laid
from postmortems.content import Content, content_hash, freeze
from postmortems.discussion import Discussion
from postmortems.document import Document, Part
from postmortems.models import Postmortem, ReadMark, Reviewer, Revision, Verdict
from postmortems.readings import Readings, readings
from postmortems.related import known_to
from postmortems.sent import hints_about, of_revision
from postmortems.snapshot import Snapshot, Text
from postmortems.workflow.standing import ANSWERS, Stand

SINCE_READ, SINCE_SENT, DOCUMENT = "read", "sent", "document"
SENT = Revision.Reason.REVIEW_REQUESTED


class Reviewing:
    """`asked` is the view in the address. Eight queries, and one more where incidents are related."""

    def __init__(self, postmortem: Postmortem, reader: User, asked: str = "") -> None:
        self.postmortem, self.reader, self._asked = postmortem, reader, asked
        self.incident = postmortem.incident

    @cached_property
    def revisions(self) -> list[Revision]:
        """Newest first, without their content, each with `marks`: what the reader has marked read in it."""
        mine = ReadMark.objects.filter(revision=OuterRef("pk"), user=self.reader)
        marks = ArraySubquery(mine.values(json=JSONObject(section=F("section"), digest=F("digest"))))
        return list(self.postmortem.revisions.select_related("by").defer("content").annotate(marks=marks))

    @cached_property
    def sent(self) -> Revision:
        """The revision under review: the one sent last. Raises Refused before a review was requested."""
        found = next((each for each in self.revisions if each.reason == SENT), None)
        if found is None:
            raise Refused("Nobody was asked for a review of this write-up yet.")
        return found

    @cached_property
    def readings(self) -> Readings:
        marks = [(mark["section"], each.number, mark["digest"]) for each in self.revisions for mark in each.marks]  # type: ignore[attr-defined]
        own = [each.revision.number for each in self.verdicts if each.reviewer_id == self.reader.pk]
        return readings(marks, own)

    @cached_property
    def discussion(self) -> Discussion:
        sections = [SimpleNamespace(**each) for each in self.content["sections"]]
        return Discussion(self.postmortem, self.reader, page="review", sections=sections)

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What was said, newest first."""
        rows = self.postmortem.verdicts.select_related("reviewer", "revision").defer("revision__content")
        return list(rows.order_by("-at", "-pk"))

    @cached_property
    def stands(self) -> list[Stand]:
        answers = {each.reviewer_id: each for each in reversed(self.verdicts) if each.outcome in ANSWERS}
        named = Prefetch("reviewers", Reviewer.objects.select_related("user"))
        prefetch_related_objects([self.postmortem], named)  # who may publish is asked of them as well
        rows: list[Reviewer] = list(self.postmortem.reviewers.all())
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

    @property
    def is_asked(self) -> bool:
        """Whether somebody may still ask about the text: it is not published, nor approved by all."""
        return self.is_open and self.postmortem.state != Postmortem.State.APPROVED

    @cached_property
    def present(self) -> Content:
        return freeze(self.postmortem)

    @cached_property
    def is_stale(self) -> bool:
        """Whether the text is another one by now than the revision sent."""
        return self.is_open and content_hash(self.present) != self.sent.content_hash

    @cached_property
    def changed_since(self) -> list[SectionChange]:
        """What is not any more as it was sent."""
        return _changed(self.text, laid(self.present, self._known)) if self.is_stale else []

    @cached_property
    def read_before(self) -> Revision | None:
        """The newest revision before this one that the reader answered or read anything of."""
        newest = max(self.readings.bases(self.sent.number), default=None)
        return next((each for each in self.revisions if each.number == newest), None)

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
        """By number: of the revision sent, and of those that changes are shown from."""
        numbers = {self.sent.number}
        if self.base is not None:
            numbers.add(self.base.number)
        if self.view == SINCE_READ:
            numbers |= self.readings.bases(self.sent.number)
        rows = Revision.objects.filter(postmortem=self.postmortem, number__in=numbers)
        return dict(rows.values_list("number", "content"))

    @property
    def content(self) -> Content:
        return self._contents[self.sent.number]

    @cached_property
    def _bases(self) -> dict[str, int]:
        """Section → number of the revision that its changes are shown from; a section that is all new has none."""
        if self.view == SINCE_SENT and self.sent_before is not None:
            return dict.fromkeys(self.text, self.sent_before.number)
        known = {key: self.readings.known(key, self.sent.number) for key in self.text}
        return {key: number for key, number in known.items() if number is not None}

    @cached_property
    def _known(self) -> set[int]:
        present = [self.present] if self.is_stale else []
        return known_to(self.reader, *self._contents.values(), *present)

    @cached_property
    def text(self) -> dict[str, Laid]:
        return laid(self.content, self._known)

    @cached_property
    def live(self) -> list[Action]:
        return list(Action.objects.filter(incident=self.incident).select_related("owner").order_by("number"))

    @cached_property
    def advice(self) -> list[tuple[str, Advice]]:
        """Title of the section and what to ask about it."""
        if not self.is_asked:
            return []
        titles = {each["key"]: each["title"] for each in self.content["sections"]}
        return [(titles.get(each.section, ""), each) for each in advise(self.snapshot)]

    @cached_property
    def hints(self) -> list[tuple[Text, Hint]]:
        """Sentences about people, but for those that are kept as they are."""
        return hints_about(self.snapshot, self.postmortem) if self.is_asked else []

    @cached_property
    def facts(self) -> dict[str, list[Fact]]:
        """Check of the list → what the data of this revision says to it."""
        known = Known(self.content, self.snapshot, [each for _, each in self.advice], len(self.hints))
        return {check: facts(check, known) for check in self.postmortem.template_version.checklist}

    @cached_property
    def snapshot(self) -> Snapshot:
        dropped = {action.number for action in self.live if action.state == Action.State.DROPPED}
        return of_revision(self.content, self.postmortem, dropped=dropped)

    @cached_property
    def document(self) -> Document:
        """The revision laid out, with its actions as they are now."""
        return Document(self.content, live=self.live, on=clock.today(self.reader.zone))

    @cached_property
    def changes(self) -> list[SectionChange | Part]:
        """The sections that changed; as they read those of which the reader knows no earlier text, or all of them."""
        if self.base is None:
            return list(self.document.contents)
        texts = {number: laid(content, self._known) for number, content in self._contents.items()}
        old = {key: texts[number][key] for key, number in self._bases.items() if key in texts[number]}
        gone = {key: each for key, each in texts[self.base.number].items() if key not in self.text}
        new = {part.key: part for part in self.document.contents if part.key not in self._bases}
        return [new.get(each.key, each) for each in _changed(old | gone, self.text)]

    @cached_property
    def drawn(self) -> dict[str, tuple[object, ...]]:
        """Section → all that its text or its changes are drawn from: they are drawn once for each.

        A part of a revision is named by it; beside the text it shows the actions as they are now, on the reader's day.
        """
        owners = [(each.owner.handle, each.owner.name) if each.owner else None for each in self.live]
        states = tuple((each.number, each.version, each.clock_started_at) for each in self.live)
        around = (self.sent.pk, self.sent.at, states, *owners, self.document.on, self.reader.zone)
        found: dict[str, tuple[object, ...]] = {part.key: (part.key, *around) for part in self.document.contents}
        changes = (each for each in self.changes if isinstance(each, SectionChange))
        return found | {each.key: (each.name,) for each in changes}

    @cached_property
    def unchanged(self) -> list[Part]:
        """The rest of the sections, when changes are shown."""
        changed = {each.key for each in self.changes}
        return [part for part in self.document.contents if part.key not in changed] if self.base else []

    @cached_property
    def read_keys(self) -> set[str]:
        return self.readings.read(self.text, self.sent.number)

    @cached_property
    def read_count(self) -> int:
        return sum(each.key in self.read_keys for each in self.changes)

    @property
    def read_share(self) -> int:
        return self.read_count * 100 // len(self.changes) if self.changes else 0

    @property
    def publish_clock(self) -> clocks.Clock | None:
        """The 72 hours to publication; none before the all-clear."""
        resolved_at = self.incident.resolved_at
        done_at = self.postmortem.published_at
        return clocks.clock(clocks.PUBLISH, resolved_at, at=clock.now(), done_at=done_at) if resolved_at else None


def _changed(old: dict[str, Laid], new: dict[str, Laid]) -> list[SectionChange]:
    """The head, which has no text of its own, only counts when there was one before."""
    found = compare_laid(old, new)
    return [each for each in found if each.is_changed and (each.key != HEAD or HEAD in old)]
