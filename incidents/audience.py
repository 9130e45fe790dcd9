"""Who hears of a change to an incident. Whether they may see it is asked again when the notice is sent."""

from __future__ import annotations

from accounts.models import User
from activity.models import Follow
from incidents.models import Incident


def listed(incident: Incident) -> list[User]:
    """Everybody listed on the incident, once each."""
    return list(User.objects.filter(participations__incident=incident).distinct())


def concerned(incident: Incident) -> list[User]:
    """People listed on the incident and those who follow it."""
    followers = User.objects.filter(follows__in=Follow.objects.of(incident))
    return list({person.pk: person for person in [*listed(incident), *followers]}.values())


def summoned(incident: Incident) -> list[User]:
    """Whom a new incident is news to: tech leads of the teams involved, and followers of those teams and services."""
    people: dict[int, User] = {}
    for subject in [*incident.teams.select_related("lead"), *incident.services.all()]:
        for follower in User.objects.filter(follows__in=Follow.objects.of(subject)):
            people[follower.pk] = follower
    for team in incident.teams.select_related("lead"):
        if team.lead:
            people[team.lead.pk] = team.lead
    return list(people.values())
