from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import Membership, Team, User
from accounts.workflow import calendars
from activity import once
from activity.record import record
from kit import clock, slugs
from kit.errors import Refused, Stale

TEAM_FIELDS = (
    "name",
    "purpose",
    "lead",
    "manager",
    "time_zone",
    "standup_list",
    "standup_day",
    "standup_at",
    "channel",
    "calendar",
)


@transaction.atomic
def create_team(*, by: User, name: str, once_key: str = "", **fields: Any) -> Team:
    """A team with its lead as first member; a second press of the button answers the first one's team."""
    calendars.hold()
    policy.require("accounts.create_team", by)
    if not once.claim(once_key):
        return once.made(once_key, Team)
    _refuse_taken_name(name)
    team = Team.objects.create(name=name, slug=slugs.free_in(Team.objects.all(), name, otherwise="team"), **fields)
    once.settle(once_key, team)
    if team.lead is not None:
        Membership.objects.get_or_create(team=team, user=team.lead)
    record("team.created", team, by=by)
    if team.calendar_id:
        calendars.renew_days_off(cause=team)
    return team


@transaction.atomic
def edit_team(team: Team, *, by: User, version: int, **changes: Any) -> Team:
    """Change TEAM_FIELDS. Raises Stale when somebody else changed the team meanwhile. The address stays."""
    calendars.hold()
    policy.require("accounts.edit_team", by, team)
    team = Team.objects.locked(team.pk)
    if team.version != version:
        raise Stale("Somebody changed this team while you were editing. Compare, then save again.", current=team)
    changed = [name for name in TEAM_FIELDS if name in changes and getattr(team, name) != changes[name]]
    if "name" in changed:
        _refuse_taken_name(changes["name"], but=team)
    for name in changed:
        setattr(team, name, changes[name])
    if changed:
        team.version += 1
        team.save(update_fields=[*changed, "version"])
        record("team.edited", team, by=by, data={"fields": changed})
    if team.lead is not None:
        Membership.objects.get_or_create(team=team, user=team.lead)
    if {"calendar", "name", "lead"} & set(changed):
        calendars.renew_days_off(cause=team)
    return team


@transaction.atomic
def add_member(team: Team, *, by: User, user: User) -> Membership:
    calendars.hold()
    policy.require("accounts.edit_team", by, team)
    team = Team.objects.locked(team.pk)
    if not user.is_active:
        raise Refused(f"{user} is deactivated. An administrator can reactivate the account.")
    membership, is_new = Membership.objects.get_or_create(team=team, user=user)
    if is_new:
        record("team.member_added", team, by=by, data={"handle": user.handle})
        calendars.renew_days_off(cause=team)
    return membership


@transaction.atomic
def remove_member(team: Team, *, by: User, user: User) -> None:
    """Refused for the lead, who would otherwise hear of the team's actions without seeing them."""
    calendars.hold()
    policy.require("accounts.edit_team", by, team)
    team = Team.objects.locked(team.pk)
    if team.lead_id == user.pk:
        raise Refused(f"{user} leads {team}. Name another lead first.")
    removed, _ = Membership.objects.filter(team=team, user=user).delete()
    if removed:
        record("team.member_removed", team, by=by, data={"handle": user.handle})
        calendars.renew_days_off(cause=team)


@transaction.atomic
def archive_team(team: Team, *, by: User) -> Team:
    """The team can no longer be chosen for anything new; what it did and owns keeps its name."""
    calendars.hold()
    policy.require("accounts.archive_team", by, team)
    team = Team.objects.locked(team.pk)
    if team.archived_at is None:
        team.archived_at = clock.now()
        team.save(update_fields=["archived_at"])
        record("team.archived", team, by=by)
        calendars.renew_days_off(cause=team)
    return team


@transaction.atomic
def unarchive_team(team: Team, *, by: User) -> Team:
    calendars.hold()
    policy.require("accounts.archive_team", by, team)
    team = Team.objects.locked(team.pk)
    if team.archived_at is not None:
        team.archived_at = None
        team.save(update_fields=["archived_at"])
        record("team.unarchived", team, by=by)
        calendars.renew_days_off(cause=team)
    return team


def _refuse_taken_name(name: str, but: Team | None = None) -> None:
    if Team.objects.filter(name__iexact=name).exclude(pk=but.pk if but else None).exists():
        raise Refused(f"There is a team called {name} already.")
