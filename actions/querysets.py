from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from actions.ladder import DECISION_WEEK
from activity.models import Follow
from incidents.querysets import visible_if
from kit.locking import LockingQuerySet


class ActionQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Actions on incidents the person may know of, and those that stand alone."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(incident__isnull=True) | visible_if(user, "incident__"))

    def open_to_all(self) -> Self:
        """What a mailing list may hear of."""
        return self.filter(Q(incident__isnull=True) | Q(incident__visibility="organisation"))

    def open(self) -> Self:
        return self.filter(state__in=["todo", "in_progress"])

    def closed(self) -> Self:
        # As the index on the time of closing says it; a constraint of the table makes the two the same.
        return self.filter(closed_at__isnull=False)

    def running(self) -> Self:
        """Open actions whose clock runs: their write-up is published, or they stand alone."""
        return self.open().filter(clock_started_at__isnull=False)

    def overdue(self, *, on: date) -> Self:
        return self.running().filter(due_on__lt=on)

    def waiting(self) -> Self:
        """Open actions of write-ups that are not published yet."""
        return self.open().filter(clock_started_at__isnull=True)

    def in_week(self, week: int, *, on: date) -> Self:
        """Running actions in this overdue week: 0 is on time, DECISION_WEEK stands for itself and all later ones."""
        if week == 0:
            return self.running().filter(due_on__gte=on)
        if week >= DECISION_WEEK:
            return self.running().filter(due_on__lt=on - timedelta(days=7 * (DECISION_WEEK - 1)))
        latest, earliest = on - timedelta(days=7 * (week - 1)), on - timedelta(days=7 * week)
        return self.running().filter(due_on__lt=latest, due_on__gte=earliest)

    def of_state(self, state: str) -> Self:
        """One of: open (and running), waiting, blocked, closed, all, or a value of Action.State (open ones running)."""
        named = {"open": self.running, "waiting": self.waiting, "closed": self.closed, "all": self.all}
        if state in named:
            return named[state]()
        if state == "blocked":
            return self.running().filter(blocked=True)
        return (self.closed() if state in ("done", "dropped") else self.running()).filter(state=state)

    def decided_by(self, user: User) -> Self:
        """Those on which this person is asked to decide: as owner, tech lead or engineering manager."""
        return self.filter(Q(owner=user) | Q(team__in=user.led_team_ids | user.managed_team_ids))

    def without_owner(self) -> Self:
        """Open actions whose owner has left or said no, or that have none yet."""
        # The keys are read first: an OR with a subquery would keep the planner from the index on owners.
        gone = list(User.objects.filter(is_active=False).values_list("pk", flat=True))
        return self.open().filter(Q(owner__isnull=True) | Q(owner__in=gone) | Q(declined_at__isnull=False))

    def stepping(self, at: datetime) -> Self:
        """Actions whose next rung of the ladder opens by `at`."""
        return self.filter(next_step_at__isnull=False, next_step_at__lte=at)

    def with_list_data(self) -> Self:
        return self.select_related("owner", "team__lead", "team__manager", "incident")

    def for_rows(self) -> Self:
        """What a row of a list shows and decides by; `actions.people.attach` adds the people and teams."""
        own = ("number", "title", "owner", "team", "due_on", "priority", "state", "blocked", "moved", "latest_note")
        more = ("ticket", "ticket_url", "clock_started_at", "closed_at", "incident")
        weighed = ("snoozed_until", "declined_at", "effort", "gain", "worth")
        incidents = ("incident__number", "incident__title", "incident__visibility")
        return self.select_related("incident").only(*own, *more, *weighed, *incidents)

    def with_page_data(self, user: User) -> Self:
        """What the page of one action shows besides its logs; `is_followed` says whether this person follows it."""
        follows = Follow.objects.filter(user=user, subject_type="actions.action", subject_id=OuterRef("pk"))
        rows = self.with_list_data().select_related("closed_by", "created_by")
        return rows.annotate(is_followed=Exists(follows))


class ActionLogQuerySet(LockingQuerySet[Any]):
    """Rows that hang on an action and are as visible as it is."""

    def visible_to(self, user: User) -> Self:
        from actions.models import Action

        return self.filter(action__in=Action.objects.visible_to(user))
