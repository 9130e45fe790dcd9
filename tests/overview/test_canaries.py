"""A restricted incident, said in every place there is, on every page of somebody who may not know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from actions.models import Action
from api import workflow as programs
from api.scopes import SCOPES
from api.urls import OPERATIONS
from incidents import workflow as incidents
from incidents.models import Incident, Tag
from insights.sources import SOURCES
from kit import clock
from learning import workflow as learning
from learning.models import Corpus, Term
from library import shelf
from library import workflow as library
from library.models import SavedSearch
from postmortems import workflow as write_ups
from tests.architecture.routes import ROUTES
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.reviews import published
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
CANARY = "zanzibarium"
LISTS = [str(each.pattern) for each in OPERATIONS if "<" not in str(each.pattern)]
ABOUT = f"The {CANARY} pool of the ledger ran dry after a failover."
TYPED = (CANARY, CANARY[:5], f"{CANARY[:-1]}n", "pool ledger failover", "-nothing", '"pool of the ledger"')


def a_secret(cast: Cast) -> Incident:
    """Open at first, so that it gets everywhere; restricted at last."""
    mode = Tag.objects.create(kind="failure_mode", name="Exhaustion")
    postmortem = published(cast, title=f"The {CANARY} stops", severity="sev1")
    incident: Incident = postmortem.incident
    incidents.edit(incident, by=cast.alice, version=incident.version, summary=ABOUT)
    incidents.tag(incident, by=cast.alice, tags=[mode])
    an_entry(incident, cast, 3, f"{CANARY} entry")
    action = an_action(cast, incident=incident, title=f"Alert on usage of the {CANARY} pool")
    again = a_resolved_incident(cast, title=f"{CANARY} again", severity="sev1")
    incidents.relate(again, by=cast.alice, other=incident, kind="recurrence", reason=f"{CANARY} reason")
    write_ups.start_thread(postmortem, by=cast.alice, body=f"{CANARY} said, @mallory", at="discussion")
    learning.ask_team(postmortem, by=cast.alice, team=cast.search)
    learning.put_on_list(cast.payments, by=cast.alice, postmortem=postmortem, why=f"{CANARY} why")
    learning.make_theme(by=cast.alice, name="Pools", incidents=[incident, again])
    learning.call_again(action, by=cast.alice, incident=again)
    there = learning.keep_external(by=cast.bob, url="https://x.example/1", title="Their pool", summary="It ran dry.")
    there.actions.add(action)
    library.save_search(by=cast.mallory, name="Pools", address="q=pool", follow=True)
    for row in (incident, again):
        incidents.change_visibility(row, by=cast.alice, visibility="restricted")
    return incident


def know() -> None:
    shelf.forget()
    library.sweep()
    for kind in Corpus.Kind.values:
        learning.count(kind)


# Of these a stranger sees nothing: each of their doors answers 404 (tests/architecture/test_policy_matrix.py), or
# holds what is the visitor's own, or an administrator's, and nothing of an incident.
CLOSED_DOORS = {
    *("incident", "hidden incident", "unmet incident", "attachment", "entry", "action", "postmortem", "published"),
    *("risk", "gate", "revision", "revised section", "comment", "thread", "image", "block", "section", "conflict"),
    *("figure", "why", "factor", "defence", "mitigator", "whatif", "question", "postmortem as Markdown"),
    *("meeting", "promise", "recollection", "shown meeting", "note"),
    *("notice", "mail", "import", "imported file", "export", "saved search", "token", "invitation link"),
    *("source", "delivery", "webhook", "tracker", "template", "template version", "template section", "category"),
    *("calendar", "feed address"),
}


def subjects() -> dict[str, list[tuple[Any, ...]]]:
    """Of what everybody sees, the rest of the addresses; what hangs on incidents must be left out there."""
    mode, now = Tag.objects.get(name="Exhaustion"), clock.now()
    return {
        "nothing": [()],
        "oneself": [()],
        "person": [("alice",), ("bob",)],
        "team": [("payments",), ("search",)],
        "service": [("payment-api",), ("search-index",)],
        "quarter": [(f"{now.year}-q{(now.month + 2) // 3}",)],
        "month": [(f"{now:%Y-%m}",)],
        "number": [(name,) for name in SOURCES],
        "external": [(1,)],
        "theme": [("pools",)],
        "theme page": [("own", "pools"), ("tag", mode.pk), ("service", "payment-api")],
        "mode": [(mode.pk,)],
    }


def addresses(cast: Cast) -> Iterator[str]:
    """Of every page that everybody has, and of searches."""
    known = subjects()
    for routes in ROUTES.values():
        for route in routes:
            if "GET" in route.methods and not route.strangers and route.of in known:
                yield from (reverse(route.name, args=args) for args in known[route.of])
    for typed in TYPED:
        yield from (f"/library/?q={typed}", f"/library/?all=yes&sort=newest&q={typed}", f"/jump/?q={typed}")
        yield from (f"/incidents/?q={typed}", f"/actions/?q={typed}", f"/library/elsewhere/?q={typed}")
    mode = Tag.objects.get(name="Exhaustion")
    yield from ("/library/?q=pool&from=external", f"/library/?mode={mode.pk}&more=mode", "/library/?from=external")
    yield from ("/insights/measures/?severity=sev1", "/settings/deliveries/?show=skipped", "/inbox/?show=unread")


def test_every_page_is_listened_to(cast: Cast) -> None:
    a_secret(cast)
    doors = [route for routes in ROUTES.values() for route in routes if "GET" in route.methods and not route.strangers]
    assert {route.of for route in doors} - set(subjects()) - CLOSED_DOORS == set()
    assert {"incidents", "write-ups", "actions", "measures", "search"} < set(LISTS)


def text_of(response: Any) -> str:
    body = b"".join(response)
    if response.headers.get("Content-Type") == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    return body.decode(errors="replace")


def heard(reader: User, cast: Cast) -> dict[str, str]:
    """Address to what is read there, without what the reader typed."""
    browser, found = signed_in(reader), {}
    for address in addresses(cast):
        response = browser.get(address, follow=True)
        shown = text_of(response)
        for typed in TYPED:
            if f"q={typed}" in address:
                shown = re.sub(r'(href|value|hx-get|action)="[^"]*"', "", shown)
                shown = shown.replace(f"“{typed}”", "").replace(f"<title>{typed}", "").replace(typed, "")
        found[address] = shown
    typing = {"title": f"{CANARY} pool alert usage", "summary": ABOUT, "text": "Alert on usage of the pool"}
    for address in ("/incidents/new/similar/", "/promises/"):
        shown = browser.post(address, typing, headers={"HX-Request": "true"}).content.decode()
        found[f"POST {address}"] = shown
    return found | programmed(reader)


def programmed(reader: User) -> dict[str, str]:
    _, secret = programs.make_token(reader, by=reader, name="A test", scopes=list(SCOPES))
    client, found = Client(headers={"Authorization": f"Bearer {secret}"}), {}
    more = ("search?q=pool", f"search?q={CANARY}", "measures/ttr", "measures/incidents", "actions?state=todo")
    for path in (*LISTS, *more):
        found[path] = client.get(f"/api/v1/{path}").content.decode().replace(f'"{CANARY}"', "")
    return found


def test_who_may_not_know_hears_nothing_anywhere(cast: Cast) -> None:
    incident = a_secret(cast)
    for is_known in (False, True):
        if is_known:
            know()
        for reader in (cast.mallory, cast.lena, cast.root, cast.carol):
            shown = heard(reader, cast)
            assert [address for address, text in shown.items() if CANARY in text.lower()] == [], (reader, is_known)
            named = [address for address, text in shown.items() if re.search(rf"{incident.reference}\b", text)]
            assert named == [], (reader, is_known)
    own = heard(cast.alice, cast)
    told = [address for address, shown in own.items() if CANARY in shown.lower()]
    assert len(told) > 20, told
    assert not Term.objects.filter(lexeme__startswith=CANARY[:6]).exists()


def test_numbers_are_the_same_as_if_it_were_not_there(cast: Cast) -> None:
    """No filter, and no difference between two, tells that something is there."""

    def told() -> dict[str, list[str]]:
        browser, found = signed_in(cast.mallory), {}
        for query in ("", "?severity=sev1", "?team=payments", "?service=payment-api", "?p=90d", "?p=q&team=payments"):
            for page in ("measures", "practice", "connections", "index"):
                html = browser.get(reverse(f"insights:{page}") + query).content.decode().split("<main")[1]
                found[page + query] = re.findall(r">\s*([^<>]*\d[^<>]*?)\s*<", html)
        library_page = browser.get("/library/?all=yes").content.decode().split('id="found"')[1]
        found["library"] = re.findall(r'class="n">(\d+)<', library_page)
        found["themes"] = re.findall(r">(\d+)[^<]*<", browser.get("/themes/").content.decode().split("<main")[1])
        return found

    an_action(cast, title="Something else")
    a_resolved_incident(cast, severity="sev1")
    know()
    before = told()
    hidden = a_resolved_incident(cast, title=CANARY, severity="sev1", visibility="restricted")
    for _ in range(6):
        an_action(cast, incident=hidden)
    published(cast, title=f"{CANARY} published", severity="sev1", visibility="restricted", by=cast.alice)
    know()
    assert told() == before
    assert Action.objects.count() > 6 and SavedSearch.objects.count() == 0
