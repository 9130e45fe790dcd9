"""The files that an export in JSON carries: pictures of the text, and what is attached to the incident."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from exchange.writing.pictures import name_in_zip, path_of
from incidents.models import Attachment
from postmortems.models import Image, Postmortem

# Attachments beyond this are named with their hash, and stay where they are.
MOST_BYTES = 100_000_000


@dataclass
class Carried:
    """`entries` are (path in the zip, bytes)."""

    pictures: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    entries: list[tuple[str, bytes]] = field(default_factory=list)


def carried(postmortem: Postmortem) -> Carried:
    """Attachments are as visible as the incident, which the reader may see."""
    made = Carried()
    for image in Image.objects.filter(postmortem=postmortem):
        made.pictures.append(_picture(image))
        made.entries.append((path_of(image), bytes(image.data)))
    room = MOST_BYTES
    for row in Attachment.objects.kept().filter(incident=postmortem.incident_id).select_related("by", "incident"):
        data, path = bytes(row.data), f"attachments/{name_in_zip(row)}"
        fits = len(data) <= room
        made.attachments.append(_attachment(row, data, path if fits else None))
        if fits:
            made.entries.append((path, data))
            room -= len(data)
    return made


def _picture(image: Image) -> dict[str, Any]:
    return {
        "file": path_of(image),
        "name": image.name,
        "address": image.get_absolute_url(),
        "width": image.width,
        "height": image.height,
        "sha256": hashlib.sha256(bytes(image.data)).hexdigest(),
    }


def _attachment(row: Attachment, data: bytes, path: str | None) -> dict[str, Any]:
    return {
        "file": path,
        "name": row.name,
        "note": row.note,
        "kind": row.kind,
        "content_type": row.content_type,
        "address": f"{row.get_absolute_url()}file/",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "by": row.by.handle,
        "at": row.at.isoformat(),
    }
