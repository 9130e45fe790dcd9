"""The command palette: a few hits of each kind for what was typed so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Value
from django.urls import reverse

from accounts.models import Team, User
from actions.finding import titled
from actions.models import Action
from incidents.models import Incident, Service
from kit.searching import holds
from library.search import quick
from library.shown import results, unmarked
from library.suggesting import meant
from postmortems.models import Postmortem

MOST = 5
REFERENCE = re.compile(r"^(?:inc-?)?(\d{1,9})$", re.IGNORECASE)
CODE = re.compile(r"^(?:act-?)?(\d{1,9})$", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Group:
    name: str
    icon: str
    hits: list[Hit]


def places(user: User) -> list[Group]:
    """Where to go before anything is typed."""
    rows = [
        ("Home", "overview:home"),
        ("Incidents", "incidents:index"),
        ("Library", "library:search"),
        ("Reviews", "postmortems:reviews"),
        ("Action items", "actions:index"),
        ("Executive summaries", "overview:summaries"),
        ("Inbox", "activity:inbox"),
        ("Settings", "accounts:settings"),
        ("Your profile", "accounts:profile"),
    ]
    return [Group("Go to", "right", [Hit(title, "", reverse(name)) for title, name in rows])]


def find(user: User, words: str) -> list[Group]:
    """Groups with at least one hit; only what the person may see, so at most ten queries."""
    postmortems = _postmortems(user, words)
    groups = [
        Group("Incidents", "incident", _incidents(user, words)),
        Group("Postmortems", "library", postmortems),
        Group("In write-ups", "search", _texts(user, words, known={hit.url for hit in postmortems})),
        Group("Action items", "list", _actions(user, words)),
        Group("People", "people", _people(user, words)),
        *_teams_and_services(user, words),
    ]
    return [group for group in groups if group.hits]


def _incidents(user: User, words: str) -> list[Hit]:
    matched = holds("title", words)
    if number := REFERENCE.match(words):
        matched = Q(number=int(number[1]))
    rows = Incident.objects.visible_to(user).filter(matched).newest()[:MOST]
    return [Hit(row.title, row.reference, row.get_absolute_url()) for row in rows]


def _postmortems(user: User, words: str) -> list[Hit]:
    matched = holds("title", words)
    if number := REFERENCE.match(words):
        matched = Q(incident__number=int(number[1]))
    rows = Postmortem.objects.visible_to(user).filter(matched).select_related("incident")
    found = rows.order_by("-incident__started_at")[:MOST]
    return [
        Hit(row.title, f"{row.reference}, {row.get_state_display().lower()}", row.get_absolute_url()) for row in found
    ]


def _texts(user: User, words: str, *, known: set[str]) -> list[Hit]:
    """Write-ups that hold the words anywhere, with the first place of each, but for those that stand above by their
    titles; the last hit leads to all of them."""
    found = results(quick(user, words, most=MOST), words, user)
    hits = [Hit(unmarked(hit.title), hit.quotations[0].label, hit.href) for hit in found if hit.quotations]
    every = f"{reverse('library:search')}?{urlencode({'q': words})}"
    if hits:
        return [*(hit for hit in hits if hit.url not in known), Hit(f"All that hold “{words}”", "Library", every)]
    corrected = meant(user, words)
    href = f"{reverse('library:search')}?{urlencode({'q': corrected})}"
    return [Hit(f"Did you mean “{corrected}”?", "Library", href)] if corrected else []


def _actions(user: User, words: str) -> list[Hit]:
    if number := CODE.match(words):
        rows = list(Action.objects.visible_to(user).filter(number=int(number[1])).select_related("owner"))
    else:
        rows = titled(user, words, most=MOST)
    return [Hit(row.title, f"{row.code}, {row.owner or 'no owner'}", row.get_absolute_url()) for row in rows]


def _people(user: User, words: str) -> list[Hit]:
    rows = User.objects.visible_to(user).active().matching(words).by_handle()[:MOST]
    return [Hit(row.name, str(row), row.get_absolute_url()) for row in rows]


def _teams_and_services(user: User, words: str) -> list[Group]:
    """One query for both."""
    teams = _named(Team.objects.open().visible_to(user), "accounts:team", words)
    services = _named(Service.objects.current().visible_to(user), "incidents:service", words)
    rows = list(teams.union(services, all=True))
    return [
        Group(label, icon, [Hit(name, "", reverse(view, args=[slug])) for view, name, slug in rows if view == route])
        for label, icon, route in (("Teams", "hash", "accounts:team"), ("Services", "log", "incidents:service"))
    ]


def _named(rows: Any, view: str, words: str) -> Any:
    found = rows.filter(name__icontains=words).order_by("name")[:MOST]
    return found.values_list(Value(view), "name", "slug")
