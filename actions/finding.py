"""Actions by the words of their titles, while somebody types: unfinished ones and, as slower ones, finished ones."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from accounts.compiled import CompiledFor
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
# More are never asked for.
MOST = 20


class Titled(NamedTuple):
    """`owner` is a handle, None where there is none."""

    number: int
    title: str
    owner: str | None

    @property
    def code(self) -> str:
        return f"ACT-{self.number}"

    @property
    def shown_owner(self) -> str:
        return f"@{self.owner}" if self.owner else "no owner"


def begun(typed: str) -> str:
    """A text search query of all the words, the last one as a beginning; empty when there is no word."""
    words = re.findall(r"\w+", typed)[:MOST_WORDS]
    return " & ".join([*(f"'{word}'" for word in words[:-1]), *(f"'{word}':*" for word in words[-1:])])


def unfinished(user: User, typed: str, *, most: int) -> list[Titled]:
    """Those of them that this person may see, newest first. One query or none."""
    asked = begun(typed)
    return [Titled(*row) for row in SOME_UNFINISHED.rows(user, asked)[:most]] if asked else []


def finished(user: User, typed: str, *, most: int) -> list[Titled]:
    """Likewise. Of a million, words that many titles have, each in others, take up to 25 ms of the database."""
    asked = begun(typed)
    if not asked:
        return []
    whole = asked.split(" & ")[:-1]
    rows = SOME_OF_WORDS.rows(user, asked, " & ".join(whole)) if len(whole) > 1 else SOME.rows(user, asked)
    return [Titled(*row) for row in rows[:most]]


def numbered(user: User, number: int) -> list[Titled]:
    """The one of this number, when the person may see it."""
    return [Titled(*row) for row in _shown(Action.objects.visible_to(user).filter(number=number))]


def _shown(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("-pk").values_list("number", "title", "owner__handle")


def _found(statement: str, *stand_ins: str) -> CompiledFor:
    def rows(user: User, *asked: str) -> QuerySet[Any]:
        few = RawSQL(f"{statement} LIMIT {LOOKED_AT}", asked)  # noqa: S611 (values are parameters)
        return _shown(Action.objects.visible_to(user).filter(pk__in=few))[:MOST]

    return CompiledFor(rows, *stand_ins)


SOME_UNFINISHED = _found(f"{FOUND} AND {UNFINISHED}", "\x01")
SOME = _found(f"{FOUND} AND NOT {UNFINISHED}", "\x01")
# Among finished ones a beginning costs most, and where no title has the words before it, it need not be looked for.
SOME_OF_WORDS = _found(f"{FOUND} AND NOT {UNFINISHED} AND EXISTS ({FOUND})", "\x01", "\x02")
