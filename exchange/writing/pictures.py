"""Pictures of a write-up's text, for files that load nothing from anywhere."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from django.conf import settings
from django.utils.html import escape

from incidents.models import Attachment
from postmortems.models import Image, Postmortem

ADDRESS = re.compile(r"/attachments/[\w-]+/([0-9a-f]{32})\.(?:png|jpg|gif|webp)(?:#\d+x\d+)?")
ATTACHED = re.compile(r"/incidents/[\w-]+/attachments/(\d{1,18})/(?:file|small)/(?:\?show=1)?(?:#\d+x\d+)?")
IN_TEXT = re.compile(r"(!\[[^\]\n]*\]\()([^)\s]+)")
TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r'\b(src|alt)="([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True)
class Picture:
    """`file` is where it stands in a zip."""

    file: str
    content_type: str
    data: bytes


def kept(postmortem: Postmortem, texts: list[str]) -> dict[str, Picture]:
    """By what its address says, those that the texts show: the write-up's own, and those attached to its incident."""
    keys = {found[1] for text in texts for found in ADDRESS.finditer(text)}
    numbers = {int(found[1]) for text in texts for found in ATTACHED.finditer(text)}
    images = Image.objects.filter(postmortem=postmortem, key__in=keys) if keys else []
    found = {image.key: Picture(path_of(image), image.content_type, bytes(image.data)) for image in images}
    shown = Attachment.objects.kept().filter(incident=postmortem.incident_id, pk__in=numbers, kind="picture")
    for each in shown if numbers else []:
        found[str(each.pk)] = Picture(f"pictures/{name_in_zip(each)}", each.content_type, bytes(each.data))
    return found


def path_of(image: Image) -> str:
    return f"pictures/{image.key}.{image.suffix}"


def name_in_zip(attachment: Attachment) -> str:
    """Numbered, so that two files of one name do not meet; nothing in it steers a path."""
    bare = re.sub(r"[^\w.-]+", "-", attachment.name).strip(".-")[-80:]
    return f"{attachment.pk}-{bare or 'file'}"


def _of(address: str, images: Mapping[str, Picture]) -> Picture | None:
    path = address.removeprefix(settings.BASE_URL)
    found = ADDRESS.fullmatch(path) or ATTACHED.fullmatch(path)
    return images.get(found[1]) if found else None


def beside(text: str, images: Mapping[str, Picture]) -> str:
    """Markdown that shows them from a folder beside it."""

    def moved(found: re.Match[str]) -> str:
        image = _of(found[2], images)
        return f"{found[1]}{image.file}" if image else found[0]

    return IN_TEXT.sub(moved, text)


def inside(html: str, images: Mapping[str, Picture]) -> str:
    """HTML that carries them itself. A picture of elsewhere becomes its words: nothing is loaded."""

    def carried(found: re.Match[str]) -> str:
        given = dict(ATTRIBUTE.findall(found[0]))
        image = _of(unescape(given.get("src", "")), images)
        words = given.get("alt", "")
        if image is None:
            return f'<span class="gone">[Picture: {words or "without a name"}]</span>'
        data = base64.b64encode(image.data).decode()
        return f'<img src="data:{escape(image.content_type)};base64,{data}" alt="{words}">'

    return TAG.sub(carried, html)
