from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import slugify

from postmortems.models import Postmortem


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    data: bytes


def name_of(postmortem: Postmortem, ending: str) -> str:
    """A restricted title is not written into the names of files, which travel."""
    title = slugify(postmortem.safe_title)[:60].strip("-")
    reference = postmortem.reference
    stem = reference if title in ("", slugify(reference)) else f"{reference}-{title}"
    return f"{stem}.{ending}"
