"""A small organisation with one of everything, at each visibility, and who sees what of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from accounts import workflow as people
from accounts.links import one_time_link
from accounts.models import User
from api import workflow as tokens
from exchange import workflow as exchange
from exchange.models import Export
from incidents import workflow as incidents
from incidents.models import Incident, IncidentLink, IncidentRelation, Participation, QuietSpell
from kit import clock
from library import workflow as library
from meetings import workflow as meetings
from postmortems import workflow as write_ups
from postmortems.models import Postmortem, SectionConflict, Template, Waiver
from signals import workflow as signals
from signals.chatting import Said
from signals.models import Delivery
from tests.architecture.following_world import keep_days, tell
from tests.architecture.learned import learn
from tests.architecture.met import met
from tests.builders.actions import an_action
from tests.builders.images import a_png
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_complete_draft
from tests.cast import Cast, person
from tickets import workflow as tickets
from tickets.models import Ticket, Tracker
from webhooks import workflow as webhooks

EVERYBODY = frozenset({"alice", "bob", "carol", "erin", "lena", "mallory", "root"})
# alice declared all three and leads the team; bob owns the actions and reviews, which lists him; nobody else is listed.
SEES = {
    "organisation": EVERYBODY,
    "team": frozenset({"alice", "bob", "carol", "erin", "root"}),
    "restricted": frozenset({"alice", "bob"}),
}
# Stands for whoever asks.
ONESELF = "oneself"


@dataclass(frozen=True)
class Subject:
    """What a route is about: the rest of its address, who sees it, and what the policy table is asked about."""

    args: tuple[Any, ...] = ()
    sees: frozenset[str] = EVERYBODY
    about: Any = None
    label: str = ""


@dataclass
class World:
    cast: Cast
    gone: User
    subjects: dict[str, list[Subject]] = field(default_factory=dict)

    def add(self, name: str, *args: Any, sees: frozenset[str] = EVERYBODY, about: Any = None, label: str = "") -> None:
        self.subjects.setdefault(name, []).append(Subject(args, sees, about, label))


def build(cast: Cast) -> World:
    world = World(cast, gone=person("dora"))
    _people(world)
    _numbers(world)
    tell(world)
    keep_days(world)
    _feeds(world)
    _templates(world)
    _exchange(world)
    _sources(world)
    for visibility, sees in SEES.items():
        incident = a_resolved_incident(cast, visibility=visibility, title=f"Seen by {visibility}")
        _incident(world, incident, sees)
        _write_up(world, incident, sees)
        met(world, incident, sees)
        learn(world, visibility, sees)
    return world


def _numbers(world: World) -> None:
    world.add("number", "ttr")
    world.add("quarter", "2025-q4")


def _people(world: World) -> None:
    cast, root = world.cast, world.cast.root
    [invitation] = people.invite(by=root, emails=["new@acme.example"], role="member")
    world.add("nothing")
    world.add("oneself", about=ONESELF)
    world.add("person", "bob", about=cast.bob)
    world.add("team", "payments", about=cast.payments)
    world.add("member", "payments", "bob", about=cast.payments)
    world.add("service", "payment-api", about=cast.payment_api)
    world.add("invitation", invitation.pk, about=invitation, sees=frozenset({"root"}))
    world.add("invitation link", invitation.token)
    token, _ = tokens.make_token(cast.bob, by=cast.bob, name="Pipeline", scopes=["incidents:read"])
    world.add("token", token.pk, sees=frozenset({"bob", "root"}), about=token)
    endpoint, _ = webhooks.add_endpoint(
        by=root, user=root, name="Status page", url="https://status.example/in", events=["incident.declared"]
    )
    world.add("webhook", endpoint.pk, sees=frozenset({"root"}), about=endpoint)
    world.add("webhook message", webhooks.send_test(endpoint, by=root).pk, sees=frozenset({"root"}), about=endpoint)
    given = {"provider": "github", "base": "https://api.example", "place": "acme/payments", "user": root}
    tracker = tickets.add_tracker(by=root, name="GitHub", secret="x", **given)
    world.add("tracker", tracker.pk, sees=frozenset({"root"}), about=tracker)
    world.add("tracker door", tracker.door)
    world.add("reset key", *one_time_link(cast.bob).rstrip("/").rsplit("/", 1)[1].split("-", 1))


def _feeds(world: World) -> None:
    feed, token = meetings.make_feed(by=world.cast.bob)
    world.add("feed", feed.pk, sees=frozenset({"bob"}), about=feed)
    world.add("feed address", token)
    search = library.save_search(by=world.cast.bob, name="Pools", address="q=pool")
    world.add("saved search", search.pk, sees=frozenset({"bob"}), about=search)


def _templates(world: World) -> None:
    """With a draft, which only administrators can edit."""
    light = Template.objects.get(slug="light")
    write_ups.open_draft(light, by=world.cast.root)
    world.add("category", "people")
    world.add("template", "light")
    world.add("template version", "light", 1)
    world.add("template section", "light", "impact")


def _exchange(world: World) -> None:
    bob = world.cast.bob
    batch = exchange.receive(by=bob, name="old.md", data=b"# Old\n\nOn 2020-01-02 it broke.\n")
    exchange.read_waiting(batch.pk)
    own = Export.objects.create(by=bob, format="markdown", numbers=[1], expires_at=clock.now() + timedelta(hours=1))
    mine = frozenset({"bob"})
    world.add("import", batch.pk, sees=mine, about=batch)
    world.add("imported file", batch.pk, batch.files.get().pk, sees=mine, about=batch)
    world.add("export", own.pk, sees=mine, about=own)


def _sources(world: World) -> None:
    root = frozenset({"root"})
    source, token = signals.add_source(by=world.cast.root, name="Deploys", sender="github")
    delivery = Delivery.objects.create(source=source, body=b"{}", size=2)
    world.add("hook", source.pk, token)
    world.add("source", source.pk, sees=root)
    world.add("delivery", source.pk, delivery.pk, sees=root)


def _incident(world: World, incident: Incident, sees: frozenset[str]) -> None:
    alice, reference, label = world.cast.alice, incident.reference, incident.visibility
    common: dict[str, Any] = {"sees": sees, "about": incident, "label": label}
    link = IncidentLink.objects.create(incident=incident, label="Chat", url="https://x.example", added_by=alice)
    spell = QuietSpell.objects.create(
        incident=incident,
        start_at=incident.started_at,
        end_at=incident.started_at + timedelta(minutes=20),
        by=alice,
    )
    other = a_resolved_incident(world.cast, title="An earlier one")
    relation = IncidentRelation.objects.create(incident=incident, other=other, reason="Alike", added_by=alice)
    held = Participation.objects.filter(incident=incident, user=alice)[0]
    world.add("incident", reference, **common)
    world.add("participation", reference, "alice", held.role, **common)
    world.add("link", reference, link.pk, **common)
    world.add("relation", reference, relation.pk, **common)
    world.add("quiet spell", reference, spell.pk, **common)
    sealed = frozenset({"root"}) if label == "restricted" else frozenset()
    world.add("hidden incident", reference, sees=frozenset(sealed), about=incident, label=label)
    attachment = incidents.attach(incident, by=alice, data=a_png(), name="Graph.png")
    world.add("attachment", reference, attachment.pk, **common)
    said = [Said("1", incident.started_at, "alice", "Seen by nobody else")]
    chat = signals.add_chat(incident, by=alice, name="#inc", said=said, digest="1")
    world.add("chat", reference, chat.pk, **common)
    action = an_action(world.cast, incident=incident)
    world.add("action", action.number, sees=sees, about=action, label=label)
    ticket = Ticket.objects.create(action=action, tracker=Tracker.objects.get(), key=label, linked_by=alice)
    world.add("ticket", ticket.pk, sees=sees, about=ticket, label=label)
    world.add(
        "two actions", action.number, an_action(world.cast, incident=other).number, sees=sees, about=action, label=label
    )


def _write_up(world: World, incident: Incident, sees: frozenset[str]) -> None:
    cast, reference, label = world.cast, incident.reference, incident.visibility
    postmortem = a_complete_draft(cast, incident=incident)
    common: dict[str, Any] = {"sees": sees, "about": postmortem, "label": label}
    write_ups.request_review(postmortem, by=cast.alice, reviewers=[cast.bob])
    postmortem = common["about"] = Postmortem.objects.get(pk=postmortem.pk)
    section = postmortem.sections.get(key="what_happened")
    conflict = SectionConflict.objects.create(section=section, postmortem=postmortem, body="Mine", by=cast.bob)
    waiver = Waiver.objects.create(postmortem=postmortem, gate="timeline", reason="Short", by=cast.alice)
    world.add("postmortem", reference, **common)
    world.add("section", reference, section.key, **common)
    world.add("hint", reference, section.key, "0" * 20, **common)
    world.add("kept wording", reference, "0" * 20, **common)
    world.add("revised section", reference, 1, section.key, **common)
    world.add("block", reference, "impact", **common)
    image = write_ups.add_image(postmortem, by=cast.alice, data=a_png(), name="Graph.png")
    world.add("image", reference, image.key, image.suffix, **common)
    world.add("gate", reference, "timeline", **common)
    world.add("waiver", reference, waiver.pk, **common)
    thread = write_ups.start_thread(postmortem, by=cast.bob, section=section.key, body="Why?")
    world.add("thread", reference, thread.pk, **common)
    comment = thread.comments.get()
    world.add("comment", reference, comment.pk, **common | {"about": comment})
    world.add("suggestion", reference, comment.pk, **common)
    world.add("conflict", reference, conflict.pk, **common)
    world.add("revision", reference, 1, **common)
    world.add("postmortem as Markdown", reference, "markdown", **common)
    world.add("figure", reference, postmortem.impact_figures.all()[0].pk, **common)
    world.add("why", reference, postmortem.whys.all()[0].pk, **common)
    world.add("factor", reference, postmortem.factors.all()[0].pk, **common)
    defence = write_ups.add_defence(postmortem, by=cast.alice, layer="Review")
    mitigator = write_ups.add_mitigator(postmortem, by=cast.alice, text="A flag")
    whatif = write_ups.add_whatif(postmortem, by=cast.alice, question="At night?")
    for noun, row in (("defence", defence), ("mitigator", mitigator), ("whatif", whatif)):
        world.add(noun, reference, row.pk, **common)
    risk = postmortem.factors.get(risk_owner=cast.bob)
    world.add("risk", reference, risk.pk, sees=sees, about=risk, label=label)
    world.add("entry", reference, incident.entries.all()[0].pk, sees=sees, about=incident, label=label)
