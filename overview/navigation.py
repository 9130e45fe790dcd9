"""What the shell shows of a person's own state on every page."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from accounts.compiled import CompiledFor
from accounts.models import Team, User
from actions.models import Action
from activity.models import Notice
from kit import clock
from postmortems.models import Postmortem


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows as a scalar subquery."""
    grouped = rows.order_by().annotate(_one=Value(1)).values("_one").annotate(_n=Count("pk")).values("_n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def _all_counts(user: User, today: date) -> QuerySet[Any]:
    return User.objects.filter(pk=user.pk).values_list(
        _counted(Postmortem.objects.visible_to(user).waiting_for(user)),
        _counted(Action.objects.visible_to(user).overdue(on=today).filter(owner=user)),
        _counted(Notice.objects.visible_to(user).inbox().unread()),
    )


COUNTS = CompiledFor(_all_counts, date(1971, 2, 3))


class Navigation:
    """Counts beside the entries of the sidebar: one query for all of them, made when the first is shown."""

    def __init__(self, user: User, request: HttpRequest) -> None:
        self.user, self.request = user, request

    @property
    def key(self) -> tuple[Any, ...]:
        """Everything that the shell shows, so that it is rendered anew when one of it changes."""
        place = getattr(self.request.resolver_match, "view_name", "")
        path = self.request.path if place == "accounts:team" else ""
        teams = tuple((team.slug, team.name) for team in self.teams)
        return (self.user.pk, self.user.handle, *self._counts.values(), teams, place, path)

    @cached_property
    def _counts(self) -> dict[str, int]:
        (counts,) = COUNTS.rows(self.user, clock.today(self.user.zone))
        return dict(zip(("waiting_reviews", "overdue_actions", "unread_notices"), counts, strict=True))

    @property
    def reviews(self) -> int:
        return self._counts["waiting_reviews"]

    @property
    def overdue(self) -> int:
        return self._counts["overdue_actions"]

    @property
    def unread(self) -> int:
        return self._counts["unread_notices"]

    @property
    def teams(self) -> list[Team]:
        return [team for team in self.user.own_teams if team.archived_at is None]
