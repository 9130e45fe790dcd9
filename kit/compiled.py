"""Querysets that are turned into SQL once per process: for the few that every page runs, building costs most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler


class Compiled:
    """`build` is called once, with stand-ins that must reach the SQL as parameters and equal nothing else in it.

    The rules stay where they are, in the querysets; only their text is kept. A text may also reach it within a pattern
    of LIKE. The first `spare` stand-ins may be missing.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *stand_ins: Any, spare: int = 0) -> None:
        self.build, self.stand_ins, self.spare = build, stand_ins, spare

    @cached_property
    def _compiled(self) -> tuple[SQLCompiler, Any]:
        """What it made, and itself, who knows by then where the columns of each model stand."""
        compiler = self.build(*self.stand_ins).query.get_compiler(connection.alias)
        return compiler, compiler.as_sql()

    @cached_property
    def _text(self) -> tuple[str, list[tuple[int | None, Any]]]:
        """The text, and per parameter which stand-in it is and what stands around it, or the constant."""
        sql, params = self._compiled[1]
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
        """The rows as models, with what they are selected with; of a queryset that annotates nothing."""
        rows: Iterable[Sequence[Any]] = self.rows(*values)
        model, names, own, converters, populators = self._reading
        if converters:
            rows = self._compiled[0].apply_converters(rows, converters)
        made = []
        for row in rows:
            made.append(instance := model.from_db(connection.alias, names, row[own]))
            for populator in populators:
                populator.populate(row, instance)
        return made

    @cached_property
    def _reading(self) -> tuple[Any, list[str], slice, dict[int, Any], list[Any]]:
        """The model, its names and columns, what converts some, and what makes the models it is selected with."""
        compiler, _ = self._compiled
        info = compiler.klass_info
        assert info is not None
        own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = [column.target.attname for column, *_ in compiler.select[own]]
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        # The stubs are of a later Django.
        populators = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]
        return info["model"], names, own, converters, populators


def _put(value: Any, around: tuple[str, str] | None) -> Any:
    if around is None:
        return value
    before, after = around
    return f"{before}{connection.ops.prep_for_like_query(value)}{after}"
