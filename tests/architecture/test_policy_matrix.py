"""Every route × every kind of person × every visibility: strangers turned away, 404 before 403, the policy table."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from accounts import policy
from accounts import workflow as people
from accounts.guards import verb_of
from accounts.models import User
from accounts.policy_page import page
from api.urls import OPERATIONS
from tests.architecture.routes import ROUTES, Route
from tests.architecture.world import EVERYBODY, ONESELF, Subject, World
from tests.cast import signed_in

STRANGER, GONE = "a stranger", "somebody deactivated"
ELSEWHERE = {"api:nowhere", *(f"api:{pattern.name}" for pattern in OPERATIONS)}
IN = {200, 202, 204, 302, 303, 400, 409, 410, 422}


def routes() -> Iterator[tuple[str, Any]]:
    """Name and view of every route that people open; Django's admin and the API have tests of their own."""

    def walk(patterns: Any, namespaces: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
                continue
            if isinstance(pattern, URLResolver):
                inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
                yield from walk(pattern.url_patterns, inner)
            else:
                yield ":".join([*namespaces, str(pattern.name)]), pattern.callback

    return ((name, view) for name, view in walk(get_resolver().url_patterns, ()) if name not in ELSEWHERE)


VIEWS = dict(routes())
DECLARED = [route for rows in ROUTES.values() for route in rows]


class Visitors:
    """A browser per kind of person; what a request changes is undone after it."""

    def __init__(self, world: World) -> None:
        self.users: dict[str, User] = {handle: getattr(world.cast, handle) for handle in sorted(EVERYBODY)}
        clients = {handle: signed_in(user) for handle, user in self.users.items()}
        clients |= {STRANGER: Client(), GONE: signed_in(world.gone)}
        people.deactivate(world.gone, by=world.cast.root)
        self.cookies = {who: client.cookies.output(header="", sep=";") for who, client in clients.items()}

    def ask(self, who: str, method: str, route: Route, subject: Subject) -> HttpResponse:
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie(self.cookies[who])
        url = reverse(route.name, args=() if route.asks else subject.args)
        data: dict[str, Any] = {route.asks: subject.args[0]} if route.asks else {}
        if method == "POST":
            data |= dict(route.data)
        before = transaction.savepoint()
        try:
            answer: HttpResponse = getattr(client, method.lower())(url, data)
        finally:
            transaction.savepoint_rollback(before)
        return answer

    def of_interest(self, route: Route, subject: Subject) -> Iterator[tuple[str, str]]:
        """Who to try, and what they should get: all who are turned away, and of those let in as many as differ.

        What is open to the organisation is tried once for each reason to be let in, what is closed for one of them.
        """
        tried: set[frozenset[str]] = set()
        for who in self.cookies:
            user = self.users.get(who)
            right = expected(route, who, subject, user)
            if right == "in":
                why = reasons(route, subject, user) if subject.label in ("", "organisation") else frozenset()
                if why in tried:
                    continue
                tried.add(why)
            yield who, right


@pytest.fixture
def visitors(world: World) -> Visitors:
    return Visitors(world)


def verb_for(route: Route) -> str:
    return route.verb or verb_of(VIEWS[route.name])


def expected(route: Route, who: str, subject: Subject, user: User | None) -> str:
    if user is None:
        return "in" if route.strangers else "to the door"
    verb = verb_for(route)
    if verb and not policy.could(verb, user):
        return "403"
    if who not in subject.sees:
        return "404"
    about = user if subject.about == ONESELF else subject.about
    return "in" if not verb or route.chosen or policy.allows(verb, user, about) else "403"


def reasons(route: Route, subject: Subject, user: User | None) -> frozenset[str]:
    """The roles by which this person may; their role in the organisation where nothing is asked but seeing it."""
    if user is None:
        return frozenset()
    verb = verb_for(route)
    held = policy.roles(user, user if subject.about == ONESELF else subject.about)
    return frozenset(held & policy.POLICY[verb]) if verb else frozenset({user.role})


def said(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer["Location"].startswith(f"{reverse('account_login')}?next="):
        return "to the door"
    return "in" if answer.status_code in IN else str(answer.status_code)


def test_it_knows_every_route() -> None:
    declared = {route.name for route in DECLARED}
    assert set(VIEWS) - declared == set(), "add a line for each to tests/architecture/routes.py"
    assert declared - set(VIEWS) == set(), "these routes are gone"
    assert len(DECLARED) == len(declared)


def test_every_door_that_writes_names_its_verb() -> None:
    unnamed = [
        route.name
        for route in DECLARED
        if "POST" in route.methods and not (verb_for(route) or route.everyone or route.strangers)
    ]
    assert unnamed == [], "mark them with accounts.guards.guards"


@pytest.mark.parametrize("area", list(ROUTES))
def test_it_gives_everybody_what_the_table_says(area: str, world: World, visitors: Visitors) -> None:
    wrong = []
    for route in ROUTES[area]:
        for subject in world.subjects[route.of]:
            for method in route.methods.split():
                for who, right in visitors.of_interest(route, subject):
                    got = said(visitors.ask(who, method, route, subject))
                    if got != right:
                        wrong.append(f"{method} {route.name} ({subject.label or '-'}) for {who}: {got}, not {right}")
    assert wrong == [], "\n" + "\n".join(wrong)


def test_it_answers_to_no_other_method(world: World, visitors: Visitors) -> None:
    wrong = []
    for route in (route for route in DECLARED if not route.name.startswith("account_")):
        subject, verb = world.subjects[route.of][0], verb_for(route)
        # Somebody who gets past the guard: whoever it is, the method is refused before anything else.
        who = next(who for who in ("root", "alice", "bob") if not verb or policy.could(verb, visitors.users[who]))
        for method in sorted({"GET", "POST", "DELETE"} - set(route.methods.split())):
            status = visitors.ask(who, method, route, subject).status_code
            if status != 405:
                wrong.append(f"{method} {route.name}: {status}, not 405")
    assert wrong == [], "\n" + "\n".join(wrong)


def test_docs_say_what_the_table_says() -> None:
    written = (settings.BASE_DIR / "docs" / "policy.md").read_text()
    assert written == page(), "run manage.py policy_table"
