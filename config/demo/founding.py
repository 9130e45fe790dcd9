"""Larkspur's beginning: people, teams and services, before any story."""

from __future__ import annotations

from accounts.models import Membership, Team, User
from config.demo.people import PASSWORD, PEOPLE, TEAMS
from incidents.models import Service
from kit import clock


def found() -> None:
    """Make everybody and everything that the stories need, as an installation's administrator would have."""
    people = {}
    for person in PEOPLE:
        user = User(
            email=person.email,
            handle=person.handle,
            name=person.name,
            role=person.role,
            time_zone=person.zone,
            joined_at=clock.now(),
        )
        user.set_password(PASSWORD)
        user.save()
        people[person.handle] = user
    for team in TEAMS:
        row = Team.objects.create(
            slug=team.slug,
            name=team.name,
            purpose=team.purpose,
            lead=people[team.lead],
            manager=people[team.manager],
            time_zone=team.zone,
            standup_list=f"{team.slug}-standup@larkspur.example",
            channel=f"#{team.slug}",
        )
        Membership.objects.bulk_create(Membership(team=row, user=people[handle]) for handle in team.members)
        for name, tier, description in team.services:
            Service.objects.create(
                name=name, slug=name.lower().replace(" ", "-"), team=row, tier=tier, description=description
            )
