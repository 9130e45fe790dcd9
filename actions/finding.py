"""Actions by the words of their titles, while somebody types: unfinished ones first, however many are finished."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import User
from actions.models import Action

# As the two indexes say it.
TITLE = "to_tsvector('simple', title)"
UNFINISHED = "state IN ('todo', 'in_progress', 'dropped')"
# So many are looked at, whichever the index has first: whoever types words that more of them have wants the list, or
# goes on typing.
LOOKED_AT = 200
FOUND = f"SELECT id FROM actions_action WHERE {TITLE} @@ to_tsquery('simple', %s)"  # noqa: S608 (no input in the text)
MOST_WORDS = 8


def begun(typed: str) -> str:
    """A text search query of all the words, the last one as a beginning; empty when there is no word."""
    words = re.findall(r"\w+", typed)[:MOST_WORDS]
    return " & ".join([*(f"'{word}'" for word in words[:-1]), *(f"'{word}':*" for word in words[-1:])])


def titled(user: User, typed: str, *, most: int) -> list[Action]:
    """Those of them that this person may see, newest first; finished ones after the others. One query or two."""
    asked = begun(typed)
    if not asked:
        return []
    found = list(_rows(user, f"{FOUND} AND {UNFINISHED}", asked)[:most])
    if len(found) < most:
        others = _rows(user, FOUND, asked).exclude(pk__in=[row.pk for row in found])
        found += others[: most - len(found)]
    return found


def _rows(user: User, found: str, asked: str) -> QuerySet[Any]:
    few = RawSQL(f"{found} LIMIT {LOOKED_AT}", [asked])  # noqa: S611 (values are parameters)
    rows = Action.objects.visible_to(user).filter(pk__in=few)
    return rows.select_related("owner").order_by("-pk")
