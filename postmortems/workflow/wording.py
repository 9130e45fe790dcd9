"""What becomes of a hint about wording: its words are taken, or the sentence stays as it is."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from kit.errors import Refused
from live import bus, store
from postmortems.blameless import Hint
from postmortems.draft import Draft
from postmortems.models import KeptWording, Postmortem, Section
from postmortems.workflow.editing import opened
from postmortems.workflow.keeping import exact

CHANGED = "This sentence was changed meanwhile, so nothing was put in its place."
NO_WORDS = "There are no other words for this sentence. Write your own, or keep it as it is."


@transaction.atomic
def use_wording(postmortem: Postmortem, *, by: User, key: str, fingerprint: str) -> Section:
    """Put the suggested words in place of the sentence's. What others type beside it stays."""
    postmortem = exact(opened(postmortem, by))
    hint = _hint(postmortem, key, fingerprint)
    if hint is None:
        raise Refused(CHANGED)
    if hint.reframing is None:
        raise Refused(NO_WORDS)
    section: Section = Section.objects.get(postmortem=postmortem, key=key)
    try:
        store.write(postmortem.document_id, key, hint.reframing.applied(section.body), author_id=by.pk)
    except store.Full:
        raise Refused("This section is full. Shorten it first.") from None
    exact(postmortem)
    section.refresh_from_db()
    return section


@transaction.atomic
def keep_wording(postmortem: Postmortem, *, by: User, key: str, fingerprint: str) -> None:
    """Nobody is asked about this sentence again. Who said so is not kept: only the sentence's fingerprint is."""
    postmortem = exact(opened(postmortem, by))
    if _hint(postmortem, key, fingerprint) is None:
        raise Refused(CHANGED)
    KeptWording.objects.get_or_create(postmortem=postmortem, fingerprint=fingerprint)
    bus.announce(postmortem.document_id, "outline", by.handle)


@transaction.atomic
def reconsider_wording(postmortem: Postmortem, *, by: User, fingerprint: str) -> None:
    """Ask about a sentence again that was kept as it is."""
    postmortem = opened(postmortem, by)
    KeptWording.objects.filter(postmortem=postmortem, fingerprint=fingerprint).delete()
    bus.announce(postmortem.document_id, "outline", by.handle)


def _hint(postmortem: Postmortem, key: str, fingerprint: str) -> Hint | None:
    """Also when it is kept already: two people may say so at once."""
    found = Draft(postmortem).found
    return next((hint for section, hint in found if (section.key, hint.fingerprint) == (key, fingerprint)), None)
