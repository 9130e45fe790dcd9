from functools import cached_property

from accounts.models import Team, User
from actions.models import Action
from activity.models import Notice
from kit import clock
from postmortems.models import Postmortem


class Navigation:
    """What the shell shows of a person's own state on every page; each count is one query, made when shown."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def reviews(self) -> int:
        return Postmortem.objects.waiting_for(self.user).count()

    @cached_property
    def overdue(self) -> int:
        today = clock.today(self.user.zone)
        return Action.objects.overdue(on=today).filter(owner=self.user).count()

    @cached_property
    def unread(self) -> int:
        return Notice.objects.visible_to(self.user).inbox().unread().count()

    @property
    def teams(self) -> list[Team]:
        return [team for team in self.user.own_teams if team.archived_at is None]
