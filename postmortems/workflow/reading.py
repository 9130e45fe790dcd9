"""What one person has read of a write-up: theirs alone, so it is not put on the record."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts import policy
from accounts.models import User
from kit import clock
from kit.errors import Refused
from postmortems.comparison import laid
from postmortems.models import Postmortem, ReadMark, Revision
from postmortems.related import known_to


@transaction.atomic
def mark_read(
    postmortem: Postmortem, *, by: User, sections: Iterable[str], revision: Revision, read: bool = True
) -> None:
    """Remember that this person has read these sections as they are in the revision, or that they have not.

    What stays the same in later revisions stays read.
    """
    policy.require("postmortems.mark_read", by, postmortem)
    if revision.postmortem_id != postmortem.pk:
        raise Refused("That revision belongs to another write-up.")
    found = laid(revision.content, known_to(by, revision.content))
    keys = [key for key in dict.fromkeys(sections) if key in found]
    mine = ReadMark.objects.filter(postmortem=postmortem, user=by)
    if not read:
        mine.filter(section__in=keys, digest__in=[found[key].digest for key in keys]).delete()
        mine.filter(section__in=keys, revision=revision).delete()
        return
    marks = [
        ReadMark(
            postmortem=postmortem, user=by, section=key, revision=revision, digest=found[key].digest, at=clock.now()
        )
        for key in keys
    ]
    unique = ["postmortem", "user", "section", "revision"]
    ReadMark.objects.bulk_create(marks, update_conflicts=True, unique_fields=unique, update_fields=["digest", "at"])
