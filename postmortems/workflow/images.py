"""Keeping pictures that are pasted into the text."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from activity.record import record
from kit import clock
from kit.bare_images import bare
from kit.errors import Refused
from kit.images import recognised
from postmortems.models import Image, Postmortem
from postmortems.workflow.editing import opened

MEGABYTE = 1_000_000
MOST_BYTES = 5 * MEGABYTE
MOST_BYTES_TOGETHER = 60 * MEGABYTE


@transaction.atomic
def add_image(postmortem: Postmortem, *, by: User, data: bytes, name: str = "") -> Image:
    """Keep a picture for the text; the same bytes a second time are the picture there is.

    Without what the camera wrote into it: where and when it was made. Refuses what is no PNG, JPEG, GIF or WebP by its
    content, what breaks off, what is too large, and what passes the write-up's share.
    """
    postmortem = opened(postmortem, by)
    if len(data) > MOST_BYTES:
        raise Refused(f"A picture holds up to {MOST_BYTES // MEGABYTE} MB. Make it smaller, or link to it.")
    picture = recognised(data)
    if picture is None:
        raise Refused("This is no PNG, JPEG, GIF or WebP picture.")
    if not picture.is_reasonable:
        raise Refused(f"This picture is {picture.width:,} × {picture.height:,} pixels large. Make it smaller.")
    stripped = bare(data)
    if stripped is None:
        raise Refused("This picture breaks off or is damaged. Save it again as PNG or JPEG.")
    data = stripped.data
    width, height = (picture.height, picture.width) if stripped.is_sideways else (picture.width, picture.height)
    key = hashlib.sha256(data).hexdigest()[: Image.KEY_LENGTH]
    if kept := Image.objects.defer("data").filter(postmortem=postmortem, key=key).first():
        return kept
    _require_room(postmortem, len(data))
    image: Image = Image.objects.create(
        postmortem=postmortem,
        key=key,
        suffix=picture.suffix,
        name=PurePath(name).stem.strip()[:120],
        width=width,
        height=height,
        size=len(data),
        data=data,
        by=by,
        at=clock.now(),
    )
    record("image.added", postmortem, by=by, data={"name": image.name, "bytes": image.size})
    return image


def _require_room(postmortem: Postmortem, size: int) -> None:
    taken = Image.objects.filter(postmortem=postmortem).aggregate(taken=Sum("size"))["taken"] or 0
    if taken + size > MOST_BYTES_TOGETHER:
        raise Refused(
            f"The pictures of a write-up hold up to {MOST_BYTES_TOGETHER // MEGABYTE} MB together, and this one would "
            "pass that. Link to it instead."
        )
