"""What needs a person now: their own, or all of their teams'. A property is one query, made when it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Team, User
from actions import effect, ladder
from actions.models import Action, Check
from actions.querysets import ActionQuerySet
from incidents.models import Incident
from overview.figures import TeamFigures, team_figures
from overview.meetings import Meetings, Question
from overview.sentences import lede
from postmortems import clocks
from postmortems.models import ContributingFactor, Postmortem, Reviewer

MOST = 8


@dataclass(frozen=True)
class Due:
    """A write-up whose 72 hours run, with the time it has used."""

    postmortem: Postmortem
    clock: clocks.Clock

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The required ones, as the write-up's verbs left them."""
        return [section for section in self.postmortem.readiness if section["required"]]

    @property
    def ready(self) -> int:
        return sum(state == "done" for state in self.states)

    @property
    def states(self) -> list[str]:
        return [section["state"] for section in self.sections]

    @property
    def left(self) -> list[dict[str, Any]]:
        """The first sections that are not ready."""
        return [section for section in self.sections if section["state"] != "done"][:3]


@dataclass(frozen=True)
class Late:
    action: Action
    week: int
    rung: ladder.Rung


class Home:
    def __init__(self, user: User, *, scope: str, at: datetime) -> None:
        self.user, self.scope, self.at = user, scope, at

    @property
    def is_team(self) -> bool:
        return self.scope == "team"

    @property
    def today(self) -> date:
        return self.at.astimezone(self.user.zone).date()

    @property
    def teams(self) -> list[Team]:
        return [team for team in self.user.own_teams if team.archived_at is None]

    @cached_property
    def drafts(self) -> list[Due]:
        """Unpublished write-ups, the most urgent first; those of open incidents last."""
        rows = [row for row in self._write_ups if row.published_at is None]
        rows.sort(key=lambda row: (row.incident.resolved_at is None, row.incident.resolved_at or self.at, row.pk))
        return [Due(row, self._clock(row)) for row in rows]

    @cached_property
    def published(self) -> list[Postmortem]:
        rows = [row for row in self._write_ups if row.published_at is not None]
        return sorted(rows, key=lambda row: row.published_at or self.at, reverse=True)

    @cached_property
    def _write_ups(self) -> list[Postmortem]:
        """Both of the above, by one query."""
        published = Postmortem.objects.visible_to(self.user).published().select_related("incident")
        latest = published.order_by("-published_at")[:3]
        return list(self._unpublished().union(latest, all=True))

    def _unpublished(self) -> Any:
        rows = Postmortem.objects.visible_to(self.user).unpublished().select_related("incident")
        if self.is_team:
            rows = rows.filter(incident__in=self._team_incidents())
        else:
            rows = rows.filter(authorships__user=self.user)
        return rows.order_by("incident__resolved_at", "pk")[: MOST * 2]

    @property
    def due(self) -> list[Due]:
        return [draft for draft in self.drafts if draft.postmortem.incident.resolved_at and not self._is_far(draft)]

    @property
    def other_drafts(self) -> list[Due]:
        return [draft for draft in self.drafts if draft not in self.due]

    @cached_property
    def reviews(self) -> list[Reviewer]:
        """Reviews asked of this person, the longest waiting first."""
        rows = Reviewer.objects.visible_to(self.user).filter(
            user=self.user, answered_at__isnull=True, postmortem__state=Postmortem.State.IN_REVIEW
        )
        return list(rows.select_related("asked_by", "postmortem__incident").order_by("asked_at")[:MOST])

    @property
    def overdue(self) -> list[Late]:
        return [late for late in self._late if self.is_team or late.action.owner_id == self.user.pk]

    @property
    def to_decide(self) -> list[Late]:
        """Other people's actions in the fourth week and later, for whoever leads or manages their team."""
        return [] if self.is_team else [late for late in self._late if late.action.owner_id != self.user.pk]

    @cached_property
    def _late(self) -> list[Late]:
        """Both of the above, by one query."""
        late = Action.objects.visible_to(self.user).overdue(on=self.today)
        if self.is_team:
            return self._in_weeks(_longest(late.filter(team__in=self.user.team_ids)))
        rows = _longest(late.filter(owner=self.user))
        if teams := self.user.led_team_ids | self.user.managed_team_ids:
            since = self.today - timedelta(weeks=ladder.DECISION_WEEK - 1)
            others = Action.objects.visible_to(self.user).overdue(on=since).filter(team__in=teams)
            rows = rows.union(_longest(others.exclude(owner=self.user)), all=True)
        return self._in_weeks(rows)

    @cached_property
    def checks(self) -> list[Check]:
        """Actions done a while ago of which this person is asked whether they helped."""
        return [] if self.is_team else effect.asked_of(self.user)

    @cached_property
    def undecided(self) -> list[Incident]:
        """Resolved incidents of the teams this person leads on which nobody has decided about a write-up."""
        if not self.user.led_team_ids:
            return []
        rows = Incident.objects.visible_to(self.user).resolved().filter(decision="")
        return list(rows.filter(self._of_teams(self.user.led_team_ids)).order_by("-resolved_at")[:MOST])

    @cached_property
    def risks(self) -> list[ContributingFactor]:
        """Accepted risks that ran out, of this person or of the teams they lead; of all their teams."""
        rows = ContributingFactor.objects.visible_to(self.user).filter(risk_until__lt=self.today)
        teams = self.user.team_ids if self.is_team else self.user.led_team_ids
        involved = Incident.objects.filter(self._of_teams(teams) | Q(services__team__in=teams))
        whose = Q(postmortem__incident__in=involved.values("pk"))
        rows = rows.filter(whose if self.is_team else whose | Q(risk_owner=self.user))
        return list(rows.select_related("risk_owner", "postmortem__incident").order_by("risk_until", "pk")[:MOST])

    @property
    def may_be_asked(self) -> bool:
        """Whether other teams' write-ups may ask something of theirs; what is asked is fetched by itself."""
        return bool(self.user.team_ids if self.is_team else self.user.led_team_ids | self.user.managed_team_ids)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self.user, self.at)

    @property
    def questions(self) -> list[Question]:
        return [] if self.is_team else self.meetings.questions

    @cached_property
    def figures(self) -> TeamFigures | None:
        return team_figures(self.teams[0], on=self.today) if self.teams else None

    @property
    def lede(self) -> str:
        return lede(
            due=len(self.due),
            reviews=len(self.reviews),
            overdue=len(self.overdue),
            decisions=len(self.undecided) + len(self.to_decide),
            risks=len(self.risks),
            is_team=self.is_team,
        )

    @property
    def is_clear(self) -> bool:
        waiting = (self.drafts, self.reviews, self.overdue, self.undecided, self.to_decide, self.checks, self.risks)
        return not self.questions and not any(waiting)

    def _in_weeks(self, rows: Iterable[Any]) -> list[Late]:
        found = []
        for action in sorted(rows, key=lambda action: (action.due_on, action.pk)):
            week = ladder.week_overdue(action.due_on, self.today)
            found.append(Late(action, week, ladder.describe(week)))
        return found

    def _clock(self, row: Postmortem) -> clocks.Clock:
        return clocks.clock(clocks.PUBLISH, row.incident.resolved_at or self.at, at=self.at)

    def _is_far(self, draft: Due) -> bool:
        return draft.clock.left > clocks.PUBLISH.within

    def _team_incidents(self) -> QuerySet[Any]:
        return Incident.objects.filter(self._of_teams(self.user.team_ids)).values("pk")

    @staticmethod
    def _of_teams(team_ids: frozenset[int]) -> Q:
        named = Incident.teams.through.objects.filter(incident=OuterRef("pk"), team__in=team_ids)
        return Q(Exists(named))


def _longest(rows: ActionQuerySet) -> ActionQuerySet:
    """Those that are late for longest."""
    return rows.for_rows().select_related("owner").order_by("due_on", "pk")[:MOST]
