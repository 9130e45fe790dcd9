"""The plain copies of the texts, kept in step with the documents they are typed into.

The order of locks, everywhere: the write-up's row, then its document's, then what hangs on them. Typing takes the
document's alone (docs/decisions/0012-order-of-locks.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from accounts.models import User
from activity.models import Activity
from activity.record import record
from kit import clock
from live import bus
from live.materialise import materialise
from postmortems.known_people import known_people
from postmortems.models import Language, Postmortem, Section
from postmortems.models.language import LISTS
from postmortems.snapshot import Text
from postmortems.wording import hints, lists_of
from postmortems.workflow.editing import touched
from postmortems.workflow.regaining import regain

# Texts are copied every second while somebody types; the record says once per spell that they wrote.
SPELL = timedelta(minutes=15)


def hold(document_id: int) -> None:
    """Lock the write-up whose texts are in the document."""
    list(Postmortem.objects.select_for_update().filter(document=document_id).values_list("pk"))


def keep(document_id: int, changed: Mapping[str, str], authors: Mapping[str, int | None]) -> None:
    """Copy the texts that changed and do what follows from it, in the transaction of `hold`.

    What is still written into a document that its write-up has left is nobody's text any more.
    """
    postmortem = Postmortem.objects.select_related("incident").filter(document=document_id).first()
    if postmortem is None:
        return
    rows = list(Section.objects.filter(postmortem=postmortem, key__in=changed, prose=True))
    if len(rows) < len(changed):
        regain(postmortem, changed, authors)
    if _sounds_different(postmortem, rows, changed):
        bus.announce(document_id, "outline")
    for section in rows:
        section.body, section.changed_at = changed[section.key], clock.now()
        section.changed_by_id = authors.get(section.key) or section.changed_by_id
        section.version += 1
    Section.objects.bulk_update(rows, ["body", "version", "changed_at", "changed_by"])
    _say_who_wrote(postmortem, [section for section in rows if authors.get(section.key)])
    touched(postmortem)


def _sounds_different(postmortem: Postmortem, rows: list[Section], changed: Mapping[str, str]) -> bool:
    """Whether the hints about wording that pages show are others now."""
    texts = [Text(section.key, section.title, changed[section.key]) for section in rows]
    lists = lists_of(list(Language.objects.filter(pk=1).values(*LISTS)), known_people(texts, postmortem))
    return any(
        [hint.fingerprint for hint in hints(section.body, lists)]
        != [hint.fingerprint for hint in hints(changed[section.key], lists)]
        for section in rows
    )


def exact(postmortem: Postmortem) -> Postmortem:
    """The write-up again, its texts exactly those of its document, in which nobody types until the transaction ends.

    The write-up must be locked. What the caller read of it before may be out of date afterwards.
    """
    materialise(postmortem.document_id)
    return Postmortem.objects.locked(postmortem.pk)


def _say_who_wrote(postmortem: Postmortem, rows: list[Section]) -> None:
    spells = Activity.objects.about(postmortem).filter(verb="section.written", at__gt=clock.now() - SPELL)
    said = set(spells.values_list("actor", "data__section"))
    people = User.objects.in_bulk({section.changed_by_id for section in rows})
    for section in rows:
        if (section.changed_by_id, section.key) not in said:
            by = people[section.changed_by_id]
            record("section.written", postmortem, by=by, data={"section": section.key, "title": section.title})
