"""The demo as a world to visit: what each route's address is made of, and who looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import override_settings
from django.urls import reverse

from accounts.links import one_time_link
from accounts.models import User
from accounts.workflow import invite
from actions import workflow as actions
from actions.models import Action, Check
from activity import delivery
from activity.models import Mail, Notice
from config.demo import elsewhere, following, founding, incoming, payment_outage, schema_lock, under_way, year
from config.demo import programs as others
from config.demo.playing import FIRST_DAY
from config.demo.stage import Day, Stage, perform
from incidents.models import Incident, IncidentLink, IncidentRelation
from incidents.references import number_of
from insights.report import last
from kit import clock
from kit.errors import Stale
from meetings.models import Capture, Meeting, Note, Recollection
from postmortems import workflow as write_ups
from postmortems.models import Postmortem, Template
from signals.models import Delivery
from tests.architecture.routes import Route
from tests.browser import larkspur_learning as learning
from tests.browser import larkspur_programs as programs

# Whoever is not named here is visited by the administrator, before whom every door opens that opens for a reader.
VISITORS = {
    "oneself": "tomas",
    "notice": "tomas",
    "action": "ruben",
    "conflict": "tomas",
    "section": "tomas",
    "revised section": "tomas",
    "figure": "tomas",
    "why": "tomas",
    "factor": "tomas",
    "thread": "tomas",
    "comment": "tomas",
    "gate": "priya",
    "entry": "tomas",
    "draft": "tomas",
    "in review": "ines",
    "approved": "dana",
    "amended": "jonas",
    "undecided": "priya",
    "meeting": "felix",
    "promise": "tomas",
    "note": "ines",
    "recollection": "ines",
    "shown meeting": "tomas",
    "feed": "tomas",
    **learning.VISITORS,
    **programs.VISITORS,
}
WRITE_UPS = {
    **dict.fromkeys(("edit", "retitle", "name_authors", "request_review", "move_to_version"), "draft"),
    **dict.fromkeys(("add_figure", "add_why", "add_factor", "add_action", "relate"), "draft"),
    "review": "in review",
    "comments": "in review",
    "start_thread": "draft",
    "publish": "approved",
    "drop_amendment": "amended",
    "start": "undecided",
    "actions:check": "asked",
    "actions:decline": "own action",
}
FEW = 12
NAMED = {"person": "ines", "team": "payments", "service": "payment-api", "calendar": "germany"}
# Files, suggestions, and pieces of a page: not pages.
LEFT_OUT = {
    "actions:export",
    "accounts:people_search",
    *(f"meetings:{name}" for name in ("calendar_file", "feed", "server_time", "capture")),
    *(f"incidents:{name}" for name in ("download", "thumbnail")),
    "signals:incoming",
    "overview:jump_finished",
    *programs.LEFT_OUT,
    *(f"insights:{name}_file" for name in ("measures", "rows", "report")),
} | {f"postmortems:{name}" for name in ("image", "preview", "insert", "mentions", "block")}


@dataclass
class Larkspur:
    """`args` holds, by the names of tests/architecture/routes.py, the rest of an address."""

    args: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def address(self, route: Route) -> str:
        args = self.args[self.subject(route)]
        return f"{reverse(route.name)}?{route.asks}={args[0]}" if route.asks else reverse(route.name, args=args)

    def visitor(self, route: Route) -> str:
        return "" if route.strangers else VISITORS.get(self.subject(route), "nils")

    @staticmethod
    def subject(route: Route) -> str:
        """The write-up on which this door has something to show; else what the route says."""
        return WRITE_UPS.get(route.name.removeprefix("postmortems:"), route.of)


def settled() -> Larkspur:
    """Plays the demo up to now and picks one of everything; what it has none of is added."""
    with override_settings(EMAIL_BACKEND="activity.outbox.OutboxBackend"):
        _play(clock.now())
    draft = Postmortem.objects.get(incident__title__startswith="Checkout showed tax")
    payment = Incident.objects.get(title__startswith="Payment API outage")
    text = payment.postmortem
    tomas, nils = User.objects.get(handle="tomas"), User.objects.get(handle="nils")
    reference = draft.incident.reference
    why = write_ups.add_why(draft, by=tomas, question="Why were the rates old?", answer="The refresh ended early.")
    factor = write_ups.add_factor(draft, by=tomas, category="technology", text="Nothing compares the dates")
    defence = write_ups.add_defence(draft, by=tomas, layer="Review", detail="Nobody reads rates.")
    mitigator = write_ups.add_mitigator(draft, by=tomas, text="The cache was flushed")
    whatif = write_ups.add_whatif(draft, by=tomas, question="What if it had been a holiday?")
    hidden = Incident.objects.get(visibility="restricted")
    [invitation] = invite(by=nils, emails=["new@larkspur.example"], role="member")
    _next_versions(nils)
    unknown = Delivery.objects.get(state="quarantined")
    week_4 = Action.objects.open().filter(incident=payment).order_by("due_on")[0]
    return Larkspur(
        {
            **dict.fromkeys(("nothing", "oneself"), ()),
            **{subject: (name,) for subject, name in NAMED.items()},
            "month": (str(clock.now().date())[:7],),
            "invitation": (invitation.pk,),
            "invitation link": (invitation.token,),
            "reset key": tuple(one_time_link(tomas).rstrip("/").rsplit("/", 1)[1].split("-", 1)),
            "notice": (Notice.objects.filter(recipient=tomas, channel="inbox", state="sent")[0].pk,),
            "mail": (Mail.objects.latest("pk").pk,),
            "incident": (payment.reference,),
            "source": (unknown.source_id,),
            "delivery": (unknown.source_id, unknown.pk),
            "attachment": (payment.reference, payment.attachments.all()[0].pk),
            "chat": (payment.reference, payment.chats.all()[0].pk),
            "hidden incident": (hidden.reference,),
            "entry": (payment.reference, payment.entries.all()[0].pk),
            "link": (payment.reference, IncidentLink.objects.filter(incident=payment)[0].pk),
            "relation": (payment.reference, IncidentRelation.objects.filter(incident=payment)[0].pk),
            "action": (week_4.number,),
            "asked": (Check.objects.filter(answer="", action__state="done")[0].action.number,),
            "postmortem": (payment.reference,),
            "revision": (payment.reference, text.revisions.earliest("number").number),
            "draft": (reference,),
            "in review": (_reference("Webhook retries"),),
            "approved": (_reference("Search results lagged"),),
            "amended": (_reference("Feature flags answered"),),
            "undecided": (_reference("Payment Worker settled late"),),
            "thread": (reference, draft.threads.all()[0].pk),
            "comment": (reference, draft.comments.filter(by=tomas)[0].pk),
            "gate": (reference, "whys_depth"),
            "section": (reference, "what_happened"),
            "revised section": _revised(_reference("Webhook retries")),
            "conflict": (reference, _conflict(draft, tomas)),
            "figure": (reference, draft.impact_figures.all()[0].pk),
            "why": (reference, why.pk),
            "promise": _promised(draft, tomas),
            "meeting": (Meeting.objects.get(incident=draft.incident).pk,),
            "recollection": _recollection("ines"),
            "shown meeting": (Recollection.objects.filter(meeting__state="ended")[0].meeting_id,),
            "note": Note.objects.filter(kind="question").values_list("meeting", "pk")[0],
            "unmet incident": (_reference("Webhook retries"),),
            "factor": (reference, factor.pk),
            "defence": (reference, defence.pk),
            "mitigator": (reference, mitigator.pk),
            "whatif": (reference, whatif.pk),
            "risk": (payment.reference, text.factors.filter(risk_until__isnull=False)[0].pk),
            **dict(zip(("number", "quarter"), (("deadline",), (last(),)), strict=True)),
            "category": ("people",),
            "template": ("standard",),
            "template version": ("standard", 1),
            "template section": ("standard", "impact"),
            **learning.args(payment),
            **programs.args(nils, tomas),
        }
    )


def _play(now: datetime) -> None:
    """The demo's people and its stories, of its year of small incidents the last few only: those are much alike."""
    with clock.at(now - FIRST_DAY):
        write_ups.supply()
        founding.found()
    stage = Stage(now)
    came = incoming.story(stage, Day(stage.days_ago(payment_outage.DAYS_AGO, 0)))
    told = [payment_outage.story(stage), came, incoming.now(stage), schema_lock.story(stage), learning.prepare(stage)]
    with elsewhere.pretend(now) as tracker:
        told += [*following.stories(stage), *others.stories(stage, tracker)]
        perform([*told, *under_way.stories(stage), *year.stories(stage)[-FEW:]], until=now)
    with clock.at(now):
        actions.open_steps(now)
        actions.open_checks(now)
        delivery.sweep(at=now)


def _next_versions(by: User) -> None:
    """Standard has a second version to move to, and a draft of the third that differs from it."""
    standard = Template.objects.get(slug="standard")
    for title in ("What customers saw", "What it cost"):
        draft = write_ups.open_draft(standard, by=by)
        write_ups.add_section(draft, by=by, title=title, guidance="In one paragraph.")
        gone = "lucky" if draft.number == 2 else "went_wrong"
        write_ups.remove_section(draft.sections.get(key=gone), by=by)
        if draft.number == 2:
            write_ups.publish_template(draft, by=by, note="Asks what customers saw.")


def _recollection(handle: str) -> tuple[Any, ...]:
    told = Recollection.objects.get(user__handle=handle, meeting__state="planned")
    return told.meeting_id, told.pk


def _reference(beginning: str) -> str:
    return Incident.objects.get(title__startswith=beginning).reference


def _revised(reference: str) -> tuple[Any, ...]:
    """A section as it was in the first revision of a write-up that is still written."""
    postmortem = Postmortem.objects.get(incident=Incident.objects.get(number=number_of(reference) or 0))
    return reference, 1, postmortem.sections.all()[0].key


def _conflict(draft: Postmortem, by: User) -> int:
    """Two texts of one section, one of them waiting."""
    section = draft.sections.get(key="what_happened")
    write_ups.save_section(draft, by=by, key=section.key, body="Told in other words.", base=section.body)
    try:
        write_ups.save_section(draft, by=by, key=section.key, body="Another text.", base=section.body)
    except Stale:
        pass
    return int(draft.conflicts.all()[0].pk)


def _promised(draft: Postmortem, owner: User) -> tuple[Any, ...]:
    """An action that a meeting gave to its owner, who has not answered."""
    action = actions.create(by=owner, title="Compare the dates at start", owner=owner, incident=draft.incident)
    meeting = Meeting.objects.get(incident=draft.incident)
    Capture.objects.create(meeting=meeting, action=action, by=owner)
    return meeting.pk, action.number
