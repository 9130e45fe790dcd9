from __future__ import annotations

import hashlib

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from exchange.folder import Folder, NotTaken, folder
from exchange.models import Import, ImportedFile, ImportedPicture
from exchange.reading.decoding import NotText, decode
from kit import clock
from kit.errors import Refused
from kit.images import recognised


@transaction.atomic
def receive(*, by: User, name: str, data: bytes) -> Import:
    """Keep what was sent, to be read. Refuses what holds no text at all."""
    policy.require("exchange.import", by)
    try:
        found = folder(name, data)
    except NotTaken as error:
        raise Refused(str(error)) from error
    batch: Import = Import.objects.create(by=by, name=name[-200:] or "import", left_out=_left_out(found))
    ImportedFile.objects.bulk_create(
        ImportedFile(batch=batch, path=path, digest=hashlib.sha256(body).hexdigest(), **_text(body))
        for path, body in found.texts
    )
    ImportedPicture.objects.bulk_create(
        ImportedPicture(batch=batch, path=path, data=body) for path, body in found.pictures if recognised(body)
    )
    record("import.received", batch, by=by, data={"texts": len(found.texts), "pictures": len(found.pictures)})
    return batch


def _left_out(found: Folder) -> list[list[str]]:
    return [[path, reason] for path, reason in found.left_out[:200]]


def _text(body: bytes) -> dict[str, str]:
    try:
        text, encoding = decode(body)
    except NotText:
        return {"state": ImportedFile.State.FAILED, "problem": "This is no text."}
    return {"text": text, "problem": f"Read as {encoding}." if encoding else ""}


def touched(batch: Import, state: str = "") -> None:
    batch.changed_at = clock.now()
    batch.state = state or batch.state
    batch.save(update_fields=["changed_at", "state"])
