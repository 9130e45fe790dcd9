"""Opening the write-up to its readers, and changing it afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from accounts import policy
from accounts.models import User
from actions import workflow as actions
from activity.models import Follow
from activity.notify import Telling
from activity.record import record
from activity.subjects import label_of
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from live import bus, store
from postmortems import content
from postmortems.models import Amendment, Postmortem, Revision
from postmortems.workflow import obstacles, revisions
from postmortems.workflow.anchoring import carry
from postmortems.workflow.keeping import exact

State = Postmortem.State


@transaction.atomic
def publish(postmortem: Postmortem, *, by: User, note: str = "") -> Postmortem:
    """Open the write-up to its readers, lock its text and start its actions' clocks; or close an amendment so.

    Raises Refused, naming what is missing, unless every reviewer approved this very text and every action is owned
    and dated. Publishing twice is publishing once. `note` tells readers what an amendment changed. What is typed
    meanwhile is in the revision or is refused: nobody types between its reading and its lock.
    """
    policy.require("postmortems.publish", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if postmortem.state == State.PUBLISHED:
        return postmortem
    postmortem = exact(postmortem)
    if missing := obstacles.before_publication(postmortem):
        raise Refused(missing)
    amends = postmortem.state == State.AMENDING
    text = content.freeze(postmortem)
    reason = Revision.Reason.AMENDED if amends else Revision.Reason.PUBLISHED
    revision = revisions.take(postmortem, by=by, reason=reason, note=note, text=text)
    store.lock(postmortem.document_id)
    amendment = _close_amendment(postmortem, revision) if amends else None
    _open(postmortem, revision, amendment)
    actions.start_clocks(postmortem.incident, by=by)
    told = {"revision": revision.number, "amended": amends}
    record(
        "postmortem.amendment_published" if amends else "postmortem.published",
        postmortem,
        by=by,
        data={**told, "note": revision.note, "reason": amendment.reason if amendment else ""},
        notify=[Telling("published", to=readers(postmortem), data=told)],
    )
    return postmortem


@transaction.atomic
def amend(postmortem: Postmortem, *, by: User, reason: str) -> Amendment:
    """Open a published text for a change, in a document of its own.

    Readers go on seeing the published revision until the change is published.
    """
    policy.require("postmortems.amend", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    reason = reason.strip()
    opened: Amendment | None = postmortem.amendments.filter(closed_at__isnull=True).first()
    if opened is not None:
        if (opened.opened_by_id, opened.reason) == (by.pk, reason):
            return opened
        raise Refused(f"{opened.opened_by} is amending it already: {opened.reason}")
    if postmortem.state != State.PUBLISHED:
        raise Refused("This write-up is not published yet. Change its text directly.")
    if not reason:
        raise Refused("Say why the published text has to change: readers see the reason.")
    left = postmortem.document_id
    postmortem.document = store.create(dict(postmortem.sections.filter(prose=True).values_list("key", "body")))
    amendment: Amendment = Amendment.objects.create(
        postmortem=postmortem, reason=reason, opened_by=by, opened_at=clock.now()
    )
    _become(postmortem, State.AMENDING, "document")
    carry(postmortem, left)
    # Whoever has the locked text open is not in the new document, where the rest of the pages are told.
    bus.announce(left, "state", by.handle)
    record("postmortem.amendment_opened", postmortem, by=by, data={"reason": reason})
    return amendment


@transaction.atomic
def drop_amendment(postmortem: Postmortem, *, by: User) -> Postmortem:
    """Close an amendment without publishing it.

    The published text comes back; what was written meanwhile is kept as a revision.
    """
    policy.require("postmortems.amend", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if postmortem.state != State.AMENDING or postmortem.revision is None:
        return postmortem
    published = postmortem.revision
    postmortem = exact(postmortem)
    if content.own_part(content.freeze(postmortem)) != content.own_part(published.content):
        note = "The amendment that was dropped."
        revisions.take_if_new(postmortem, by=by, reason=Revision.Reason.RESTORED, note=note)
        postmortem = revisions.bring_back(postmortem, published, by=by)
    store.lock(postmortem.document_id)
    _close_amendment(postmortem, None)
    _become(postmortem, State.PUBLISHED)
    record("postmortem.amendment_dropped", postmortem, by=by, data={"revision": published.number})
    return postmortem


def readers(postmortem: Postmortem) -> Iterable[User]:
    """Who hears of a publication: authors, who follows it or what it concerns, and the teams involved.

    Of a restricted one everybody listed on it and nobody else; sending checks again.
    """
    if postmortem.incident.visibility == Incident.Visibility.RESTRICTED:
        return User.objects.active().filter(participations__incident=postmortem.incident).distinct()
    incident = postmortem.incident
    teams, services = list(incident.involved_team_ids), [service.pk for service in incident.services.all()]
    tags = [tag.pk for tag in incident.tags.all()]
    follows = (
        Q(subject_type=label_of(postmortem), subject_id=postmortem.pk)
        | Q(subject_type=label_of(incident), subject_id=incident.pk)
        | Q(subject_type="accounts.team", subject_id__in=teams)
        | Q(subject_type="incidents.service", subject_id__in=services)
        | Q(subject_type="incidents.tag", subject_id__in=tags)
    )
    who = Q(authorships__postmortem=postmortem) | Q(pk__in=Follow.objects.filter(follows).values("user"))
    who |= Q(memberships__team__in=teams) | Q(leads__in=teams) | Q(manages__in=teams)
    return User.objects.active().filter(who).distinct()


def _open(postmortem: Postmortem, revision: Revision, amendment: Amendment | None) -> None:
    """The time of the amendment is not after that of its notice, which tells it."""
    if amendment is not None:
        postmortem.amendment_note = "\n\n".join(filter(None, (amendment.reason, revision.note)))
    postmortem.revision, postmortem.summary = revision, content.summary(revision.content)
    if postmortem.published_at is None:
        postmortem.published_at = clock.now()
    else:
        postmortem.amended_at = clock.now()
    _become(postmortem, State.PUBLISHED, "revision", "summary", "published_at", "amended_at", "amendment_note")


def _become(postmortem: Postmortem, state: str, *fields: str) -> None:
    postmortem.state, postmortem.changed_at = state, clock.now()
    postmortem.version += 1
    postmortem.save(update_fields=["state", "changed_at", "version", *fields])


def _close_amendment(postmortem: Postmortem, revision: Revision | None) -> Amendment:
    amendment: Amendment = postmortem.amendments.select_for_update().get(closed_at__isnull=True)
    amendment.closed_at, amendment.revision = clock.now(), revision
    amendment.save(update_fields=["closed_at", "revision"])
    return amendment
