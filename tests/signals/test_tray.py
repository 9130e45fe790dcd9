"""The tray: what lies there, what is proposed and why, and what people make of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from incidents.models import Incident, TimelineEntry
from signals import workflow
from signals.chatting import Said
from signals.models import Citation, Message, Signal
from signals.suspects import suspects
from signals.tray import tray
from tests.builders.incidents import a_resolved_incident, an_entry, an_incident, at
from tests.builders.signals import Hook, a_hook, an_alert
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


def said(uid: str, minutes: int, text: str, author: str = "tomas", **more: Any) -> Said:
    return Said(uid, at(minutes), author, text, **more)


def a_told_incident(cast: Cast, **details: Any) -> Incident:
    """Open, with an alert that fired and recovered, and five messages."""
    incident = an_incident(cast, **details)
    hook = a_hook(cast, rule="attach", sets_milestones=False)
    hook.post(an_alert(starts_at=at(2)))
    hook.post(an_alert(starts_at=at(2), ends_at=at(50)))
    workflow.sweep()
    talk = [
        said("1", 5, "Looking into it, error rate is at 40 %"),
        said("2", 20, "lol"),
        said("3", 30, "Root cause: the pool leaks connections", "ines", is_pinned=True),
        said("4", 35, "Decision: we roll back to 2.40"),
        said("5", 75, "All clear, closing this incident"),
    ]
    workflow.add_chat(incident, by=cast.alice, name="#inc-1", said=talk, digest="1")
    return incident


def test_it_proposes_milestones_and_says_why(cast: Cast) -> None:
    found = {one.milestone: (one.at, one.reason) for one in tray(a_told_incident(cast), cast.bob).suggested}
    assert found["detected"] == (at(2), "The first alert that fired")
    assert found["engaged"] == (at(5), "The first person who says they are looking")
    assert found["understood"][0] == at(30)
    assert found["fix_decided"][0] == at(35)
    assert found["restored"] == (at(50), "The last alert recovered, and none has fired since")
    assert found["resolved"][0] == at(75)


def test_it_proposes_nothing_that_is_proven(cast: Cast) -> None:
    incident = a_told_incident(cast)
    an_entry(incident, cast, 1, milestone="detected")
    assert "detected" not in {one.milestone for one in tray(incident, cast.bob).suggested}


def test_it_ranks_what_was_said_with_reasons(cast: Cast) -> None:
    items = {item.text: item for item in tray(a_told_incident(cast), cast.bob).items}
    assert "pinned" in items["Root cause: the pool leaks connections"].reasons
    assert items["Decision: we roll back to 2.40"].kind == "decision"
    assert not items["lol"].is_likely
    assert all(item.is_likely for text, item in items.items() if text != "lol")


def pick(cast: Cast, incident: Incident, *words: str) -> list[str]:
    items = tray(incident, cast.bob).items
    return [next(item.ref for item in items if word in item.text) for word in words]


def test_people_pick_word_and_star_several_at_once(cast: Cast) -> None:
    incident, client = a_told_incident(cast), signed_in(cast.bob)
    url = reverse("signals:promote", args=[incident.reference])
    refs = pick(cast, incident, "Card latency", "Decision")
    page = client.post(url, {"pick": refs, "do": "each"}).content.decode()
    assert "Card latency is too high" in page and "proven" not in page
    assert not TimelineEntry.objects.exists()
    data = {"save": "1", "once": "x"}
    for number, (ref, text, minutes) in enumerate(zip(refs, ("Pager rang", "Roll back"), (2, 35), strict=True)):
        entry = {"refs": ref, "text": text, "at": f"2025-11-10T{10 + (30 + minutes) // 60}:{(30 + minutes) % 60:02}"}
        entry |= {"kind": "alert", "starred": "on", "who": "", "milestone": "detected" if number == 0 else ""}
        data |= {f"d{number}-{name}": value for name, value in entry.items()}
    for _ in range(2):
        client.post(url, data)
    first, second = TimelineEntry.objects.order_by("at")
    assert (first.text, first.at, first.starred, first.milestone) == ("Pager rang", at(2), True, "detected")
    assert (first.source, first.evidence_label) == ("metrics", "alertmanager 1")
    assert first.evidence_url == "https://metrics.example/graph"
    assert (second.source, second.evidence_label) == ("chat", "#inc-1")
    assert Citation.objects.count() == 2
    incident.refresh_from_db()
    assert incident.detected_at == at(2)
    lying = tray(incident, cast.bob)
    assert {item.text for item in lying.shown("used")} == {"Card latency is too high", "Decision: we roll back to 2.40"}


@pytest.mark.parametrize(("given", "stars"), [({}, 1), ({"star": "1"}, 2)])
def test_all_that_is_picked_is_starred_by_one_tick(cast: Cast, given: dict[str, str], stars: int) -> None:
    """Without it what proves a milestone is, and nothing else."""
    incident, client = a_told_incident(cast), signed_in(cast.bob)
    data = {"pick": pick(cast, incident, "lol", "Decision"), "do": "each", **given}
    page = client.post(reverse("signals:promote", args=[incident.reference]), data).content.decode()
    starred = re.findall(r'<input[^>]+name="d\d-starred"[^>]*>', page)
    assert (len(starred), sum("checked" in each for each in starred)) == (2, stars)


def test_they_merge_several_into_one_entry(cast: Cast) -> None:
    incident, client = a_told_incident(cast), signed_in(cast.bob)
    url = reverse("signals:promote", args=[incident.reference])
    refs = pick(cast, incident, "Root cause", "Decision")
    page = client.post(url, {"pick": refs, "do": "merge"}).content.decode()
    assert "Cites 2 sources" in page
    data = {"d0-refs": " ".join(refs), "d0-text": "Cause known, rolling back", "d0-at": "2025-11-10T11:05"}
    client.post(url, {**data, "d0-kind": "decision", "save": "1", "once": "y"})
    entry = TimelineEntry.objects.get()
    assert (entry.text, entry.evidence_label) == ("Cause known, rolling back", "#inc-1, 2 messages")
    assert entry.citations.count() == 2


def test_nothing_typed_is_lost_when_something_is_wrong(cast: Cast) -> None:
    incident, client = a_told_incident(cast), signed_in(cast.bob)
    [ref] = pick(cast, incident, "Decision")
    data = {"d0-refs": ref, "d0-text": "My own words", "d0-at": "2999-01-01T00:00", "d0-kind": "decision", "save": "1"}
    answer = client.post(reverse("signals:promote", args=[incident.reference]), data)
    assert answer.status_code == 422
    assert "My own words" in answer.content.decode()
    assert not TimelineEntry.objects.exists()


def test_a_promotion_can_be_taken_back(cast: Cast) -> None:
    incident = a_told_incident(cast)
    [ref] = pick(cast, incident, "Decision")
    [entry] = workflow.promote(incident, by=cast.bob, drafts=[workflow.Draft(at(35), "Back", (ref,))])
    client = signed_in(cast.bob)
    client.post(f"{reverse('signals:take_back', args=[incident.reference])}?entries={entry.pk}")
    assert not TimelineEntry.objects.kept().exists()
    assert not tray(incident, cast.bob).shown("used")


def test_what_tells_nothing_is_set_aside_and_brought_back(cast: Cast) -> None:
    incident, client = a_told_incident(cast), signed_in(cast.bob)
    refs = pick(cast, incident, "lol")
    client.post(reverse("signals:set_aside", args=[incident.reference]), {"pick": refs})
    assert [item.text for item in tray(incident, cast.bob).shown("aside")] == ["lol"]
    client.post(f"{reverse('signals:bring_back', args=[incident.reference])}?pick={refs[0]}")
    assert not tray(incident, cast.bob).shown("aside")


def test_signals_around_it_on_its_services_are_offered(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    hook = a_hook(cast)
    for name, minutes, service in (
        ("Near", 5, "payment-api"),
        ("Elsewhere", 5, "search"),
        ("Long ago", -300, "payment-api"),
    ):
        hook.post(an_alert(name, starts_at=at(minutes), service=service))
    workflow.sweep()
    items = tray(incident, cast.bob).items
    assert [(item.text, item.is_near) for item in items] == [("Near is too high", True)]
    workflow.promote(incident, by=cast.bob, drafts=[workflow.Draft(at(5), "It rang", (items[0].ref,))])
    assert not tray(incident, cast.bob).items[0].is_near


def test_what_belongs_to_a_hidden_incident_lies_in_no_other_tray(cast: Cast) -> None:
    a_told_incident(cast, visibility="restricted")
    other = an_incident(cast, title="Another")
    assert [item.text for item in tray(other, cast.alice).items] == ["Card latency is too high"] * 1 + [
        "Recovered: Card latency is too high"
    ]
    assert tray(other, cast.mallory).items == []
    hidden = [signal.ref for signal in Signal.objects.all()]
    answer = signed_in(cast.mallory).post(reverse("signals:promote", args=[other.reference]), {"pick": hidden})
    assert answer.status_code == 302
    message = Message.objects.first()
    assert workflow.set_aside(other, by=cast.mallory, refs=[message.ref]) == 0


def test_the_incident_page_shows_what_came_in(cast: Cast) -> None:
    incident, client = a_told_incident(cast), signed_in(cast.bob)
    assert (
        reverse("signals:incoming", args=[incident.reference])
        in client.get(incident.get_absolute_url()).content.decode()
    )
    page = client.get(reverse("signals:incoming", args=[incident.reference])).content.decode()
    assert "5 messages, 0 used" in page and "2 signals, 0 used" in page
    assert "The first alert that fired" in page
    seen = signed_in(cast.carol).get(reverse("signals:tray", args=[incident.reference])).content.decode()
    assert "Root cause" in seen and 'name="pick"' not in seen


def test_it_costs_few_queries_however_much_came(cast: Cast, django_assert_max_num_queries: Any) -> None:
    incident, client = a_told_incident(cast), signed_in(cast.bob)
    talk = [said(str(number), number, f"Message {number} at 10:{number:02}") for number in range(60)]
    workflow.add_chat(incident, by=cast.alice, name="#more", said=talk, digest="2")
    client.get(reverse("signals:tray", args=[incident.reference]))
    for name in ("tray", "incoming"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"signals:{name}", args=[incident.reference]))


def deploy(hook: Hook, minutes: int, service: str, number: int, state: str = "success") -> None:
    when = at(minutes).isoformat()
    status = {"id": number, "state": state, "environment": "production", "created_at": when}
    deployment = {"id": number, "ref": "2.41", "environment": "production", "created_at": when}
    hook.post({"deployment_status": status, "deployment": deployment, "repository": {"name": service}})


def test_deploys_before_the_start_are_suspects(cast: Cast) -> None:
    hook = a_hook(cast, "github")
    deploy(hook, -20, "payment-api", 1)
    deploy(hook, -300, "payment-api", 2, "failure")
    deploy(hook, -10, "search-index", 3)
    deploy(hook, -2_000, "payment-api", 4)
    deploy(hook, 30, "payment-api", 5)
    workflow.sweep()
    incident = an_incident(cast)
    found = suspects(incident, cast.bob)
    assert [(one.at, one.reasons[0]) for one in found] == [
        (at(-20), "Payment API is concerned"),
        (at(-300), "Payment API is concerned"),
    ]
    assert "within half an hour of the start" in found[0].reasons
    url = reverse("signals:set_aside", args=[incident.reference])
    signed_in(cast.bob).post(url, {"pick": found[0].ref, "from": "incident"})
    assert [one.at for one in suspects(incident, cast.bob)] == [at(-300)]


def test_a_deploy_becomes_an_entry(cast: Cast) -> None:
    hook = a_hook(cast, "github")
    deploy(hook, -20, "payment-api", 1)
    workflow.sweep()
    incident = an_incident(cast)
    [suspect] = suspects(incident, cast.bob)
    page = signed_in(cast.bob).get(f"{reverse('signals:promote', args=[incident.reference])}?pick={suspect.ref}")
    assert "Deploy of payment-api 2.41 to production" in page.content.decode()
