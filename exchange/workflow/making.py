"""Making files of write-ups: asked for, made in a task, fetched for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from exchange.models import Export
from exchange.writing.file import File
from exchange.writing.packing import one, together
from exchange.writing.pdf import Unmade
from kit import clock
from kit.errors import Refused
from postmortems.models import Postmortem

KEPT = timedelta(hours=24)
MOST = 500
MOST_PDF = 20
MOST_BYTES = 200_000_000
MOST_ATTEMPTS = 3
NOTHING = "There is nothing to export any more that you may see."


@transaction.atomic
def ask_for(*, by: User, format: str, numbers: list[int], with_comments: bool = False) -> Export:
    """Have a file made of these incidents' write-ups. What this person may see is asked when it is made, and again."""
    policy.require("exchange.export", by)
    most = MOST_PDF if format == Export.Format.PDF else MOST
    if not numbers:
        raise Refused("Nothing here has a write-up to export.")
    if len(numbers) > most:
        raise Refused(f"Up to {most} write-ups go into one file of this kind, and these are {len(numbers)}. Narrow it.")
    if format not in Export.Format.values:
        raise Refused("There is no such format.")
    export: Export = Export.objects.create(
        by=by, format=format, numbers=numbers, with_comments=with_comments, expires_at=clock.now() + KEPT
    )
    record("export.asked_for", export, by=by, data={"format": format, "write_ups": len(numbers)})
    return export


def make(export_id: int) -> bool:
    """Make the file, and say how far it is; a second task for the same file goes away."""
    export = _begun(export_id)
    if export is None:
        return False
    try:
        file = _made(export)
    except (Refused, Unmade) as error:
        _end(export, Export.State.FAILED, problem=str(error)[:500])
        return False
    _end(export, Export.State.DONE, file=file)
    return True


@transaction.atomic
def _begun(export_id: int) -> Export | None:
    """Counted before the work, so that what kills its worker is not tried for ever."""
    export: Export | None = (
        Export.objects.defer("data")
        .select_related("by")
        .select_for_update(of=("self",), skip_locked=True)
        .filter(pk=export_id, state=Export.State.WAITING)
        .first()
    )
    if export is None:
        return None
    export.attempts += 1
    export.changed_at = clock.now()
    export.save(update_fields=["attempts", "changed_at"])
    if export.attempts > MOST_ATTEMPTS:
        _end(export, Export.State.FAILED, problem="The file could not be made. Ask for fewer write-ups.")
        return None
    return export


def rows_of(export: Export) -> list[Postmortem]:
    """Its write-ups as its owner may see them now."""
    rows = Postmortem.objects.visible_to(export.by).filter(incident__number__in=export.numbers)
    return list(rows.select_related("incident").order_by("incident__number"))


def _made(export: Export) -> File:
    rows = rows_of(export)
    if not rows:
        raise Refused(NOTHING)
    files, size = [], 0
    for place, postmortem in enumerate(rows, 1):
        files.append(one(postmortem, export.format, reader=export.by, with_comments=export.with_comments))
        size += len(files[-1].data)
        if size > MOST_BYTES:
            raise Refused("Together they are too large for one file. Ask for fewer.")
        Export.objects.filter(pk=export.pk).update(done=place, changed_at=clock.now())
    return files[0] if len(files) == 1 else together(files, name=f"write-ups-{clock.now():%Y-%m-%d}.zip")


@transaction.atomic
def _end(export: Export, state: str, *, problem: str = "", file: File | None = None) -> None:
    export.state, export.problem, export.changed_at = state, problem, clock.now()
    fields = ["state", "problem", "changed_at"]
    if file is not None:
        export.name, export.content_type, export.data = file.name, file.content_type, file.data
        export.size = len(file.data)
        fields += ["name", "content_type", "data", "size"]
    export.save(update_fields=fields)


def fetch(export: Export) -> bytes:
    """The file, if everything in it may still be seen by whoever asked for it. Raises Refused otherwise."""
    if export.state != Export.State.DONE or export.expires_at <= clock.now():
        raise Refused("This file is not there any more. Export again.")
    seen = Postmortem.objects.visible_to(export.by).filter(incident__number__in=export.numbers).count()
    if seen < len(set(export.numbers)):
        raise Refused("You may no longer see everything in this file. Export again for what you may see.")
    data: Any = Export.objects.values_list("data", flat=True).get(pk=export.pk)
    return bytes(data)
