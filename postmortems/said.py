"""The threads of a write-up with what was said in them, by one query that reads each thread and each person once."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from django.db import models

from accounts.models import User
from postmortems.models import Comment, Postmortem, Thread

# Who said, decided or resolved it: enough to show them.
_PEOPLE = ("by", "decided_by", "thread__resolved_by")
_PERSON = ("id", "handle", "name")


def threads_of(postmortem: Postmortem) -> list[Thread]:
    """Each with `said`, its comments in their order. Several hundred rows are read: made by hand, each object once."""
    rows = Comment.objects.filter(postmortem=postmortem).order_by("pk").values_list(*_columns())
    threads: dict[int, Thread] = {}
    people: dict[int, User] = {}
    for row in rows:
        values = iter(row)
        comment = Comment.from_db("default", _names(Comment), list(islice(values, len(_names(Comment)))))
        of_thread = list(islice(values, len(_names(Thread))))
        by, decided_by, resolved_by = (_person(list(islice(values, len(_PERSON))), people) for _ in _PEOPLE)
        thread = threads.get(comment.thread_id)
        if thread is None:
            thread = threads[comment.thread_id] = Thread.from_db("default", _names(Thread), of_thread)
            thread.postmortem, thread.resolved_by, thread.said = postmortem, resolved_by, []
        assert by is not None
        comment.thread, comment.by, comment.decided_by = thread, by, decided_by
        thread.said.append(comment)
    found = [thread for thread in threads.values() if any(each.removed_at is None for each in thread.said)]
    for thread in found:
        thread.said = _kept(thread.said)
    return found


def _kept(said: list[Comment]) -> list[Comment]:
    """Of what its author took back only the place stays, and only where somebody answered after it."""
    last = max(place for place, each in enumerate(said) if each.removed_at is None)
    return said[: last + 1]


def _person(values: list[Any], known: dict[int, User]) -> User | None:
    if values[0] is None:
        return None
    if values[0] not in known:
        known[values[0]] = User.from_db("default", _PERSON, values)
    return known[values[0]]


@cache
def _names(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def _columns() -> tuple[str, ...]:
    people = (f"{path}__{name}" for path in _PEOPLE for name in _PERSON)
    return (*_names(Comment), *(f"thread__{name}" for name in _names(Thread)), *people)
