"""Who hears of a rung, for many actions at once: the number of queries does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from zoneinfo import ZoneInfo

from accounts.models import Membership, Team, User
from accounts.roles import OrganisationRole
from actions.ladder import Role
from actions.models import Action
from incidents.models import Incident, Participation
from kit.workdays import Workdays


@dataclass(frozen=True)
class Heard:
    people: list[User] = field(default_factory=list)
    address: str = ""
    zone: ZoneInfo | None = None
    workdays: Workdays = Workdays()


class Audience:
    """Finds the people of a rung. A role nobody holds falls to the next one up, in the end to the administrators."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self.actions = list(actions)
        self._visible_by_person: dict[int, frozenset[int]] = {}

    def of(self, action: Action, role: Role) -> Heard:
        team = action.team or self._owners_team.get(action.owner_id or 0)
        if role == Role.TEAM_STANDUP and team is not None:
            members = self._seeing(action, self._members.get(team.pk, []))
            # A mailing list reaches whoever is on it, so it only hears of what everybody here may see.
            address = "" if self._is_closed(action) else team.standup_list
            if members or address:
                return Heard(members, address, team.zone, team.working)
        return Heard(self._first_of(action, role, team))

    def _first_of(self, action: Action, role: Role, team: Team | None) -> list[User]:
        """The first holder who is here and may see the action, going up from the role."""
        chain = {
            Role.OWNER: [action.owner, team and team.lead, team and team.manager],
            Role.ENGINEERING_MANAGER: [team and team.manager],
        }.get(role, [team and team.lead, team and team.manager])
        for person in chain:
            if person and person.is_active and self._seeing(action, [person]):
                return [person]
        return self._seeing(action, self._administrators) or self._listed(action)

    def _seeing(self, action: Action, people: list[User]) -> list[User]:
        if not self._is_closed(action):
            return people
        return [person for person in people if action.pk in self._visible(person)]

    def _is_closed(self, action: Action) -> bool:
        return action.incident is not None and action.incident.visibility != Incident.Visibility.ORGANISATION

    @cached_property
    def _closed_ids(self) -> list[int]:
        return [action.pk for action in self.actions if self._is_closed(action)]

    def _visible(self, person: User) -> frozenset[int]:
        """Which of the actions that are not open to everybody this person may see."""
        if person.pk not in self._visible_by_person:
            rows = Action.objects.visible_to(person).filter(pk__in=self._closed_ids)
            self._visible_by_person[person.pk] = frozenset(rows.values_list("pk", flat=True))
        return self._visible_by_person[person.pk]

    def _listed(self, action: Action) -> list[User]:
        """Whoever is listed on the incident: the last resort where administrators may not look."""
        rows = Participation.objects.filter(incident=action.incident_id, user__is_active=True).select_related("user")
        return list({row.user_id: row.user for row in rows}.values())

    @cached_property
    def _administrators(self) -> list[User]:
        return list(User.objects.filter(role=OrganisationRole.ADMINISTRATOR, is_active=True))

    @cached_property
    def _owners_team(self) -> dict[int, Team]:
        """For actions without a team: the first of the owner's."""
        owners = {action.owner_id for action in self.actions if action.team_id is None}
        rows = Membership.objects.filter(user__in=owners, team__archived_at__isnull=True)
        found = rows.select_related("team__lead", "team__manager").order_by("-team_id")
        return {row.user_id: row.team for row in found}

    @cached_property
    def _members(self) -> dict[int, list[User]]:
        """Active members by team."""
        teams = {action.team_id for action in self.actions if action.team_id}
        teams |= {team.pk for team in self._owners_team.values()}
        members = defaultdict(list)
        for row in Membership.objects.filter(team__in=teams, user__is_active=True).select_related("user"):
            members[row.team_id].append(row.user)
        return members
