"""What the shell shows of a person's own state on every page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import Team, User
from actions.models import Action
from activity.models import Notice
from kit import clock
from postmortems.models import Postmortem


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows as a scalar subquery."""
    grouped = rows.order_by().annotate(_one=Value(1)).values("_one").annotate(_n=Count("pk")).values("_n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


class Navigation:
    """Counts beside the entries of the sidebar: one query for all of them, made when the first is shown."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def _counts(self) -> dict[str, int]:
        mine = Action.objects.overdue(on=clock.today(self.user.zone)).filter(owner=self.user)
        return User.objects.filter(pk=self.user.pk).values(
            waiting_reviews=_counted(Postmortem.objects.waiting_for(self.user)),
            overdue_actions=_counted(mine),
            unread_notices=_counted(Notice.objects.visible_to(self.user).inbox().unread()),
        )[0]

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
