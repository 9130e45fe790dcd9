"""A month in review: what was published, what was finished and whether it helped, and lessons worth hearing again.

Months are those of the reader's own calendar, and everything is read under the reader's rights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, F, Func, IntegerField, JSONField, QuerySet, Value, When

from accounts.models import User
from actions.models import Action, Check
from kit.markdown import excerpt
from kit.workdays import local_moment
from postmortems.models import Postmortem

MOST, AGAIN = 40, 3
LESSON_WORDS = 45
FIRST_YEAR = 2000
# How many months ago what is heard again was published, and how one says so.
EARLIER = {3: "A quarter of a year ago", 6: "Half a year ago", 12: "A year ago"}
SEVERITIES = ("sev1", "sev2", "sev3", "sev4")
LESSONS = Func(
    F("revision__content"),
    Value('$.sections[*] ? (@.key == "lessons").body'),
    function="jsonb_path_query_first",
    template="%(function)s(%(expressions)s)",
    output_field=JSONField(),
)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def named(cls, name: str) -> Month:
        """From "2026-10". Raises ValueError for anything else."""
        month = cls.of(date.fromisoformat(f"{name}-01"))
        if month.year < FIRST_YEAR or str(month) != name:
            raise ValueError(name)
        return month

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    def plus(self, months: int) -> Month:
        years, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(years, index + 1)


@dataclass(frozen=True)
class Lesson:
    postmortem: Any
    words: str
    when: str = ""


class Digest:
    def __init__(self, reader: User, month: Month) -> None:
        self.reader, self.month = reader, month

    @cached_property
    def published(self) -> list[Lesson]:
        """The gravest first, each with the beginning of its lessons."""
        return [_lesson(row) for row in self._published_in(self.month)[:MOST]]

    @cached_property
    def done(self) -> list[Action]:
        rows = Action.objects.visible_to(self.reader).closed().filter(state=Action.State.DONE)
        rows = rows.filter(closed_at__gte=self._start, closed_at__lt=self._end)
        return list(rows.select_related("owner", "team", "incident").order_by("-closed_at")[:MOST])

    @cached_property
    def judged(self) -> list[Check]:
        """What was answered in the month to the question whether an action helped; what did not help comes first."""
        rows = Check.objects.visible_to(self.reader).exclude(answer="")
        rows = rows.filter(answered_at__gte=self._start, answered_at__lt=self._end)
        order = Case(When(answer=Check.Answer.NOT_EFFECTIVE, then=0), default=1, output_field=IntegerField())
        return list(rows.select_related("action__incident").order_by(order, "-answered_at")[:MOST])

    @property
    def helped(self) -> int:
        return sum(check.answer == Check.Answer.EFFECTIVE for check in self.judged)

    @property
    def did_not_help(self) -> list[Check]:
        return [check for check in self.judged if check.answer == Check.Answer.NOT_EFFECTIVE]

    @cached_property
    def resurfaced(self) -> list[Lesson]:
        """One write-up of each earlier month that has lessons: the gravest."""
        return list(self._heard_again())[:AGAIN]

    @property
    def is_empty(self) -> bool:
        return not (self.published or self.done or self.judged)

    def _heard_again(self) -> Iterator[Lesson]:
        for months, when in EARLIER.items():
            for row in self._published_in(self.month.plus(-months))[:AGAIN]:
                if (found := _lesson(row, when)).words:
                    yield found
                    break

    def _published_in(self, month: Month) -> QuerySet[Any]:
        start, end = (self._moment(each) for each in (month, month.plus(1)))
        rows = Postmortem.objects.visible_to(self.reader).published()
        rows = rows.filter(published_at__gte=start, published_at__lt=end).select_related("incident")
        gravity = Case(
            *(When(incident__severity=name, then=place) for place, name in enumerate(SEVERITIES)),
            default=len(SEVERITIES),
            output_field=IntegerField(),
        )
        return rows.annotate(lessons=LESSONS).order_by(gravity, "-published_at", "pk")

    def _moment(self, month: Month) -> datetime:
        return local_moment(month.first_day, self.reader.zone)

    @property
    def _start(self) -> datetime:
        return self._moment(self.month)

    @property
    def _end(self) -> datetime:
        return self._moment(self.month.plus(1))


def _lesson(row: Any, when: str = "") -> Lesson:
    return Lesson(row, excerpt(row.lessons or "", LESSON_WORDS), when)
