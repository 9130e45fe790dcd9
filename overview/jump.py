"""The command palette: a few hits of each kind for what was typed so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Value
from django.urls import reverse

from accounts.compiled import CompiledFor
from accounts.models import Team, User
from actions import finding
from incidents.models import Incident, Service
from kit.searching import LEAST_ANYWHERE, holds
from library.brief import briefly
from library.search import quick
from library.suggesting import meant
from postmortems.models import Postmortem

MOST = 5
ACTIONS = "Action items"
REFERENCE = re.compile(r"^(?:inc[- ]?)?(\d{1,9})$", re.IGNORECASE)
CODE = re.compile(r"^(?:act[- ]?)?(\d{1,9})$", re.IGNORECASE)


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
    """Groups with at least one hit; only what the person may see, so at most ten queries. Finished actions have a
    search of their own, `finished`, which may follow."""
    postmortems = _postmortems(user, words)
    people = Group("People", "people", _people(user, words))
    groups = [
        Group("Incidents", "incident", _incidents(user, words)),
        Group("Postmortems", "library", postmortems),
        Group("In write-ups", "search", _texts(user, words, known={hit.url for hit in postmortems})),
        Group(ACTIONS, "list", _actions(user, words)),
        people,
        *_teams_and_services(user, words),
    ]
    if words.startswith("@"):
        groups.sort(key=lambda group: group is not people)
    return [group for group in groups if group.hits]


def has_room(groups: list[Group], words: str) -> bool:
    """Whether finished actions are worth looking for beside these."""
    return not CODE.match(words) and not any(group.name == ACTIONS and len(group.hits) == MOST for group in groups)


def finished(user: User, words: str) -> list[Group]:
    """One query."""
    hits = [_action(row) for row in finding.finished(user, words, most=MOST)]
    return [Group("Finished action items", "list", hits)] if hits else []


def _incidents(user: User, words: str) -> list[Hit]:
    if number := REFERENCE.match(words):
        rows = list(_incident_rows(Incident.objects.visible_to(user).filter(number=int(number[1]))))
    else:
        rows = INCIDENTS[_is_short(words)].rows(user, words)
    return [_hit(title, f"INC-{number}", "incidents:incident", f"INC-{number}") for title, number in rows]


def _postmortems(user: User, words: str) -> list[Hit]:
    if number := REFERENCE.match(words):
        rows = list(_postmortem_rows(Postmortem.objects.visible_to(user).filter(incident__number=int(number[1]))))
    else:
        rows = POSTMORTEMS[_is_short(words)].rows(user, words)
    return [
        _hit(title, f"INC-{number}, {STATES[state]}", "postmortems:postmortem", f"INC-{number}")
        for title, number, state in rows
    ]


def _texts(user: User, words: str, *, known: set[str]) -> list[Hit]:
    """Write-ups that hold the words anywhere, with the first place of each, but for those that stand above by their
    titles; the last hit leads to all of them."""
    hits = [
        Hit(hit.title, f"{hit.code}, {hit.label}", hit.href)
        for hit in briefly(quick(user, words, most=MOST), words, user)
    ]
    every = f"{reverse('library:search')}?{urlencode({'q': words})}"
    if hits:
        return [*(hit for hit in hits if hit.url not in known), Hit(f"All that hold “{words}”", "Library", every)]
    corrected = meant(user, words)
    href = f"{reverse('library:search')}?{urlencode({'q': corrected})}"
    return [Hit(f"Did you mean “{corrected}”?", "Library", href)] if corrected else []


def _actions(user: User, words: str) -> list[Hit]:
    number = CODE.match(words)
    rows = finding.numbered(user, int(number[1])) if number else finding.unfinished(user, words, most=MOST)
    return [_action(row) for row in rows]


def _action(row: finding.Titled) -> Hit:
    return _hit(row.title, f"{row.code}, {row.shown_owner}", "actions:action", row.number)


def _people(user: User, words: str) -> list[Hit]:
    rows = PEOPLE.rows(user, words.lstrip("@ "))
    return [_hit(name, f"@{handle}", "accounts:person", handle) for name, handle in rows]


def _teams_and_services(user: User, words: str) -> list[Group]:
    """One query for both."""
    rows = NAMED.rows(user, words)
    return [
        Group(label, icon, [_hit(name, "", view, slug) for view, name, slug in rows if view == route])
        for label, icon, route in (("Teams", "hash", "accounts:team"), ("Services", "log", "incidents:service"))
    ]


def _hit(title: str, note: str, view: str, key: Any) -> Hit:
    return Hit(title, note, reverse(view, args=[key]))


def _is_short(words: str) -> bool:
    return len(words) < LEAST_ANYWHERE


def _incident_rows(rows: Any) -> Any:
    return rows.newest().values_list("title", "number")[:MOST]


def _postmortem_rows(rows: Any) -> Any:
    return rows.order_by("-incident__started_at").values_list("title", "incident__number", "state")[:MOST]


def _named(user: User, words: str) -> Any:
    teams = _called(Team.objects.open().visible_to(user), "accounts:team", words)
    return teams.union(_called(Service.objects.current().visible_to(user), "incidents:service", words), all=True)


def _called(rows: Any, view: str, words: str) -> Any:
    found = rows.filter(name__icontains=words).order_by("name")[:MOST]
    return found.values_list(Value(view), "name", "slug")


def _by_length(rows: Callable[[User, str], Any]) -> dict[bool, CompiledFor]:
    """Short words are looked for in another way; see `holds`."""
    return {is_short: CompiledFor(rows, "\x01" * (1 if is_short else LEAST_ANYWHERE)) for is_short in (True, False)}


# What is typed with every letter is compiled: building these took longer than running them.
INCIDENTS = _by_length(
    lambda user, words: _incident_rows(Incident.objects.visible_to(user).filter(holds("title", words)))
)
POSTMORTEMS = _by_length(
    lambda user, words: _postmortem_rows(Postmortem.objects.visible_to(user).filter(holds("title", words)))
)
PEOPLE = CompiledFor(
    lambda user, words: (
        User.objects.visible_to(user).active().matching(words).by_handle().values_list("name", "handle")[:MOST]
    ),
    "\x01",
)
NAMED = CompiledFor(_named, "\x01")
STATES = {state.value: state.label.lower() for state in Postmortem.State}
