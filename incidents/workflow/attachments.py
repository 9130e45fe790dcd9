"""Files on an incident: kept, named, removed and brought back."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Sum

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents import files
from incidents.models import Attachment, Incident
from incidents.workflow.changes import locked, touch
from kit import clock
from kit.errors import Refused

ATTACHES = "incidents.attach"


def attach(incident: Incident, *, by: User, data: bytes, name: str = "", note: str = "") -> Attachment:
    """Keep a file; the same bytes a second time are the file there is. Refuses what its content does not allow.

    Looked at before anything is locked: drawing a thumbnail takes its time.
    """
    policy.require(ATTACHES, by, incident)
    try:
        file = files.examined(data)
    except files.Unfit as unfit:
        raise Refused(str(unfit)) from unfit
    return _keep(incident, file, by=by, name=files.plain_name(name), note=note.strip()[:300])


@transaction.atomic
def _keep(incident: Incident, file: files.File, *, by: User, name: str, note: str) -> Attachment:
    incident = locked(incident)
    key = hashlib.sha256(file.data).hexdigest()[: Attachment.KEY_LENGTH]
    present = Attachment.objects.kept().filter(incident=incident)
    if same := present.light().filter(key=key).first():
        found: Attachment = same
        return found
    _require_room(incident, len(file.data))
    attachment: Attachment = Attachment.objects.create(
        incident=incident,
        key=key,
        kind=file.kind,
        content_type=file.content_type,
        name=name,
        note=note,
        size=len(file.data),
        width=file.width,
        height=file.height,
        data=file.data,
        thumbnail=file.thumbnail,
        by=by,
        at=clock.now(),
    )
    touch(incident)
    record("incident.attached", incident, by=by, data={"name": name, "bytes": attachment.size})
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User) -> Attachment:
    """Nobody sees it any more; it can be brought back."""
    policy.require(ATTACHES, by, attachment.incident)
    incident = locked(attachment.incident)
    attachment = Attachment.objects.light().locked(attachment.pk)
    if attachment.removed_at is None:
        attachment.removed_at = clock.now()
        attachment.save(update_fields=["removed_at"])
        touch(incident)
        record("incident.detached", incident, by=by, data={"name": attachment.name})
    return attachment


@transaction.atomic
def restore_attachment(attachment: Attachment, *, by: User) -> Attachment:
    policy.require(ATTACHES, by, attachment.incident)
    incident = locked(attachment.incident)
    attachment = Attachment.objects.light().locked(attachment.pk)
    if attachment.removed_at is None:
        return attachment
    if Attachment.objects.kept().filter(incident=incident, key=attachment.key).exists():
        raise Refused("The same file was attached again meanwhile.")
    _require_room(incident, attachment.size)
    attachment.removed_at = None
    attachment.save(update_fields=["removed_at"])
    touch(incident)
    record("incident.reattached", incident, by=by, data={"name": attachment.name})
    return attachment


def _require_room(incident: Incident, size: int) -> None:
    rows = Attachment.objects.filter(incident=incident)
    if rows.kept().count() >= files.MOST_FILES:
        raise Refused(f"An incident has at most {files.MOST_FILES} files.")
    taken = rows.kept().aggregate(taken=Sum("size"))["taken"] or 0
    if taken + size > files.MOST_BYTES_TOGETHER:
        together = files.MOST_BYTES_TOGETHER // files.MEGABYTE
        raise Refused(f"The files of an incident hold up to {together} MB together. Link to this one instead.")
