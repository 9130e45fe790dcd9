"""Querysets that are turned into SQL once per process: for the few that every page runs, building costs most."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Compiled:
    """`build` is called once, with stand-ins that must reach the SQL as parameters and equal nothing else in it.

    The rules stay where they are, in the querysets; only their text is kept.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *stand_ins: Any) -> None:
        self.build, self.stand_ins = build, stand_ins

    @cached_property
    def _built(self) -> QuerySet[Any]:
        return self.build(*self.stand_ins)

    @cached_property
    def _sql(self) -> tuple[str, list[tuple[int | None, Any]]]:
        """The text, and per parameter which stand-in it is, or the constant."""
        sql, params = self._built.query.sql_with_params()
        places = {stand_in: place for place, stand_in in enumerate(self.stand_ins)}
        found = [(places.get(param) if not isinstance(param, bool) else None, param) for param in params]
        if missing := set(range(len(self.stand_ins))) - {place for place, _ in found}:
            raise ValueError(f"Stand-ins {sorted(missing)} did not reach the SQL as they are")
        return sql, found

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """One query, with the values in the place of the stand-ins."""
        sql, params = self._sql
        with connection.cursor() as cursor:
            cursor.execute(sql, [constant if place is None else values[place] for place, constant in params])
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
