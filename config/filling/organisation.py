"""People, teams, services and tags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from accounts.models import Membership, Team, User
from config.demo.people import PASSWORD
from config.filling import words
from config.filling.plan import Plan
from config.filling.progress import Progress
from config.filling.sheets import Sheet
from incidents.models import Service, Tag

EMAIL_DOMAIN = "fern.example"
ADMINISTRATORS, MANAGERS, VIEWERS = 2, 10, 20
SERVICES_A_TEAM = 5


@dataclass(frozen=True)
class Organisation:
    """Keys count from 1; position in a list is key - 1. Only people who may work are in `members`."""

    zones: list[str]
    members: list[list[int]]
    leads: list[int]
    services: list[str]
    teams_of_people: list[int]
    tags: int

    def team_of_service(self, service: int) -> int:
        return (service - 1) // SERVICES_A_TEAM + 1


def found(plan: Plan, progress: Progress) -> Organisation:
    """In this order: administrators, leads, managers, viewers, everybody else."""
    chance = plan.chance("people")
    zones = [words.pick(chance, words.ZONES) for _ in range(plan.people)]
    leads = [ADMINISTRATORS + team for team in range(1, plan.teams + 1)]
    first_viewer = ADMINISTRATORS + plan.teams + MANAGERS
    workers = [*leads, *range(first_viewer + VIEWERS + 1, plan.people + 1)]
    teams_of_people = [0] * plan.people
    members: list[list[int]] = [[] for _ in range(plan.teams)]
    for place, person in enumerate(workers):
        members[place % plan.teams].append(person)
        teams_of_people[person - 1] = place % plan.teams + 1
    services = [f"{domain} {part}" for part in words.PARTS for domain in words.DOMAINS][: plan.teams * SERVICES_A_TEAM]
    _people(plan, zones, progress)
    _teams(plan, leads, members, progress)
    rows = [(name, slugify(name), place // SERVICES_A_TEAM + 1, place % 3 + 1) for place, name in enumerate(services)]
    Sheet(Service, "name slug team tier", created_at=plan.begin).copy(rows, progress)
    tags = [*(("cause", name) for name in words.CAUSES), *(("failure_mode", name) for name in words.SYMPTOMS)]
    Sheet(Tag, "kind name").copy(tags, progress)
    return Organisation(zones, members, leads, services, teams_of_people, len(tags))


def _people(plan: Plan, zones: list[str], progress: Progress) -> None:
    # One salt for all: the same rows from the same plan, and the password is printed anyway.
    password = make_password(PASSWORD, salt="the-same-for-everybody")
    rows = []
    for place in range(plan.people):
        first, last = words.FIRST[place % len(words.FIRST)], words.LAST[place // len(words.FIRST) % len(words.LAST)]
        handle = f"{first}-{last}".lower()
        rows.append((f"{handle}@{EMAIL_DOMAIN}", handle, f"{first} {last}", _role(plan, place + 1), zones[place]))
    Sheet(User, "email handle name role time_zone", password=password, joined_at=plan.begin).copy(rows, progress)


def _role(plan: Plan, person: int) -> str:
    if person <= ADMINISTRATORS:
        return "administrator"
    first_viewer = ADMINISTRATORS + plan.teams + MANAGERS
    return "viewer" if first_viewer < person <= first_viewer + VIEWERS else "member"


def _teams(plan: Plan, leads: list[int], members: list[list[int]], progress: Progress) -> None:
    first_manager = ADMINISTRATORS + plan.teams + 1
    rows = []
    for place, lead in enumerate(leads):
        name = f"{words.DOMAINS[place % len(words.DOMAINS)]} {words.TEAM_WORDS[place // len(words.DOMAINS)]}"
        slug = slugify(name)
        address = f"{slug}@{EMAIL_DOMAIN}"
        rows.append((name, slug, lead, first_manager + place % MANAGERS, address, f"#{slug}", "Europe/Berlin"))
    names = "name slug lead manager standup_list channel time_zone"
    Sheet(Team, names, created_at=plan.begin).copy(rows, progress)
    pairs: list[tuple[int, int, datetime]] = [
        (team, person, plan.begin) for team, people in enumerate(members, 1) for person in people
    ]
    Sheet(Membership, "team user joined_at").copy(pairs, progress)
