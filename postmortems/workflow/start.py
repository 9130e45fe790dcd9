from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from activity.workflow import follow
from incidents import workflow as incidents
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from live import store
from postmortems.models import Postmortem, Section, Template, TemplateVersion
from postmortems.workflow.editing import CHANGED, opened, touched
from postmortems.workflow.people import appoint, told
from postmortems.workflow.templates import fitting
from postmortems.workflow.upkeep import note_readiness

_OPENNESS = [Incident.Visibility.ORGANISATION, Incident.Visibility.TEAM, Incident.Visibility.RESTRICTED]
_COPIED = ("key", "title", "block", "prose", "required", "order", "most_words", "guidance")


@transaction.atomic
def start(
    incident: Incident,
    *,
    by: User,
    template: Template | None = None,
    title: str = "",
    authors: Sequence[User] = (),
    reason: str = "",
) -> Postmortem:
    """Open the draft; the one there is when it was started before. The first author leads, else whoever starts it.

    Without a template, the one that fits the incident. Refuses, unless a reason is given, when it was decided that no
    write-up is needed. A template for restricted incidents makes the incident restricted.
    """
    policy.require("postmortems.start", by, incident)
    incident = Incident.objects.locked(incident.pk)
    if existing := Postmortem.objects.filter(incident=incident).first():
        return existing
    if incident.decision == Incident.Decision.NONE and not reason.strip():
        raise Refused("It was decided that this incident needs no write-up. Say why you start one all the same.")
    template = template or Template.objects.get(slug=fitting(incident)[0])
    if template.archived_at is not None:
        raise Refused(f"The {template.name} template is archived. Choose another one.")
    _close_to(incident, template.visibility, by=by)
    version = template.latest()
    postmortem = Postmortem.objects.create(
        incident=incident,
        document=store.create({}),
        template_version=version,
        title=title.strip() or incident.title,
        started_by=by,
        started_at=clock.now(),
    )
    _lay_out(postmortem, version)
    named = appoint(postmortem, list(authors) or [by], by=by)
    note_readiness(postmortem)
    follow(postmortem, by=by)
    data = {"template": template.slug, "reason": reason.strip()}
    record("postmortem.started", postmortem, by=by, data=data, notify=told(named))
    return postmortem


def _close_to(incident: Incident, visibility: str, *, by: User) -> None:
    """Never makes an incident more open than it is. Whoever closes it stays on its list."""
    if not visibility or _OPENNESS.index(visibility) <= _OPENNESS.index(incident.visibility):  # type: ignore[arg-type]
        return
    incidents.change_visibility(incident, by=by, visibility=visibility)
    incident.refresh_from_db()


def _lay_out(postmortem: Postmortem, version: TemplateVersion) -> None:
    now = clock.now()
    Section.objects.bulk_create(
        Section(postmortem=postmortem, changed_at=now, **{name: getattr(each, name) for name in _COPIED})
        for each in version.sections.all()
    )


@transaction.atomic
def retitle(postmortem: Postmortem, *, by: User, title: str, version: int) -> Postmortem:
    """Raises Stale when somebody else named it otherwise since `version`."""
    postmortem = opened(postmortem, by)
    if postmortem.title == title:
        return postmortem
    if postmortem.version != version:
        raise Refused(CHANGED)
    before, postmortem.title = postmortem.title, title
    postmortem.version += 1
    postmortem.save(update_fields=["title", "version"])
    touched(postmortem)
    record("postmortem.retitled", postmortem, by=by, data={"before": before, "after": title})
    return postmortem
