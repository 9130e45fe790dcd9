"""Querysets under somebody's rights, turned into SQL once per process and kind of reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NoReturn

from django.db import connection
from django.db.models import QuerySet

from accounts.models import Team, User
from kit import clock
from kit.compiled import Compiled

PERSON, TEAM, MOMENT = -1_234_567, -7_654_321, datetime(1971, 2, 3, tzinfo=UTC)


class CompiledFor:
    """`build` is called with a person and the stand-ins of `Compiled`, once for each role with and without a team.

    Of the person only the key, the keys of all their teams as one list, and the moment may reach the SQL. A rule that
    asks the database for more while it is built is refused: what it was told of the stand-in would be kept for all.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *stand_ins: Any) -> None:
        self.build, self.stand_ins = build, stand_ins
        self._of: dict[tuple[str, bool], Compiled] = {}

    def sql(self, user: User, *values: Any) -> tuple[str, list[Any]]:
        """Of somebody active; there is nothing for others."""
        teams = list(user.team_ids)
        kind = (user.role, bool(teams))
        if (compiled := self._of.get(kind)) is None:
            compiled = self._of[kind] = self._for(*kind)
        return compiled.sql(user.pk, teams, clock.now(), *values)

    def rows(self, user: User, *values: Any) -> list[tuple[Any, ...]]:
        """One query."""
        if not user.is_active:
            return []
        with connection.cursor() as cursor:
            cursor.execute(*self.sql(user, *values))
            return list(cursor.fetchall())

    def _for(self, role: str, has_team: bool) -> Compiled:
        teams = [Team(pk=TEAM)] if has_team else []

        def build(pk: int, _: list[int], moment: datetime, *rest: Any) -> QuerySet[Any]:
            person = User(pk=pk, role=role, is_active=True)
            person.own_teams = teams
            with clock.at(moment), connection.execute_wrapper(_refuse):
                return self.build(person, *rest)

        return Compiled(build, PERSON, [TEAM], MOMENT, *self.stand_ins, spare=3)


def _refuse(execute: object, sql: str, *_: object) -> NoReturn:
    raise RuntimeError(f"This was asked while a queryset was built that is kept for everybody: {sql}")
