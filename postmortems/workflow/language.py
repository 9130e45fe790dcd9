from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Stale
from postmortems.models import Language
from postmortems.models.language import LISTS

WORDS = LISTS


@transaction.atomic
def edit_language(*, by: User, version: int, **words: list[str]) -> Language:
    """Replace the organisation's WORDS. Raises Stale when somebody else changed them meanwhile."""
    policy.require("postmortems.edit_language", by)
    Language.objects.get_or_create(pk=1)
    language = Language.objects.locked(1)
    if language.version != version:
        raise Stale("Somebody changed these words while you were editing. Compare, then save again.", current=language)
    changed = [name for name in WORDS if name in words and getattr(language, name) != words[name]]
    for name in changed:
        setattr(language, name, words[name])
    if changed:
        language.version += 1
        language.changed_at = clock.now()
        language.save()
        record("language.edited", language, by=by, data={"count": len(changed)})
    return language
