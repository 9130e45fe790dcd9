"""Querysets that are turned into SQL once per process: for the few that every page runs, building costs most."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Compiled:
    """`build` is called once, with stand-ins that must reach the SQL as parameters and equal nothing else in it.

    The rules stay where they are, in the querysets; only their text is kept. A text may also reach it within a pattern
    of LIKE. The first `spare` stand-ins may be missing.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *stand_ins: Any, spare: int = 0) -> None:
        self.build, self.stand_ins, self.spare = build, stand_ins, spare

    @cached_property
    def _built(self) -> QuerySet[Any]:
        return self.build(*self.stand_ins)

    @cached_property
    def _text(self) -> tuple[str, list[tuple[int | None, Any]]]:
        """The text, and per parameter which stand-in it is and what stands around it, or the constant."""
        sql, params = self._built.query.sql_with_params()
        found = [self._place(param) for param in params]
        if missing := set(range(self.spare, len(self.stand_ins))) - {place for place, _ in found}:
            raise ValueError(f"Stand-ins {sorted(missing)} did not reach the SQL as they are")
        return sql, found

    def _place(self, param: Any) -> tuple[int | None, Any]:
        for place, stand_in in enumerate(self.stand_ins):
            # Django may have wrapped it: Int4(-1) is an int.
            if isinstance(param, type(stand_in)) and param == stand_in:
                return place, None
            if isinstance(stand_in, str) and isinstance(param, str) and stand_in in param:
                before, _, after = param.partition(stand_in)
                return place, (before, after)
        return None, param

    def sql(self, *values: Any) -> tuple[str, list[Any]]:
        """With the values in the place of the stand-ins."""
        text, found = self._text
        return text, [other if place is None else _put(values[place], other) for place, other in found]

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """One query."""
        with connection.cursor() as cursor:
            cursor.execute(*self.sql(*values))
            return list(cursor.fetchall())

    def instances(self, *values: Any) -> list[Any]:
        """The rows as models, of a queryset that asks for whole rows whose columns need no conversion."""
        model = self._built.model
        return [model.from_db(connection.alias, self._names, row) for row in self.rows(*values)]

    @cached_property
    def _names(self) -> list[str]:
        fields = self._built.model._meta.concrete_fields
        if converted := [field.name for field in fields if hasattr(field, "from_db_value")]:
            raise ValueError(f"These columns need conversion: {', '.join(converted)}")
        return [field.attname for field in fields]


def _put(value: Any, around: tuple[str, str] | None) -> Any:
    if around is None:
        return value
    before, after = around
    return f"{before}{connection.ops.prep_for_like_query(value)}{after}"
