"""Pictures of a write-up's text, for files that load nothing from anywhere."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from django.utils.html import escape

from postmortems.models import Image, Postmortem

ADDRESS = re.compile(r"/attachments/[\w-]+/([0-9a-f]{32})\.(?:png|jpg|gif|webp)(?:#\d+x\d+)?")
IN_TEXT = re.compile(r"(!\[[^\]\n]*\]\()([^)\s]+)")
TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r'\b(src|alt)="([^"]*)"', re.IGNORECASE)


def kept(postmortem: Postmortem, texts: list[str]) -> dict[str, Image]:
    """By key, those that the texts show."""
    keys = {found[1] for text in texts for found in ADDRESS.finditer(text)}
    return {image.key: image for image in Image.objects.filter(postmortem=postmortem, key__in=keys)} if keys else {}


def beside(text: str, images: Mapping[str, Image], folder: str = "pictures") -> str:
    """Markdown that shows them from a folder beside it."""

    def moved(found: re.Match[str]) -> str:
        address = ADDRESS.fullmatch(found[2])
        image = images.get(address[1]) if address else None
        return f"{found[1]}{folder}/{image.key}.{image.suffix}" if image else found[0]

    return IN_TEXT.sub(moved, text)


def inside(html: str, images: Mapping[str, Image]) -> str:
    """HTML that carries them itself. A picture of elsewhere becomes its words: nothing is loaded."""

    def carried(found: re.Match[str]) -> str:
        given = dict(ATTRIBUTE.findall(found[0]))
        address = ADDRESS.fullmatch(given.get("src", ""))
        image = images.get(address[1]) if address else None
        words = given.get("alt", "")
        if image is None:
            return f'<span class="gone">[Picture: {words or "without a name"}]</span>'
        data = base64.b64encode(bytes(image.data)).decode()
        return f'<img src="data:{escape(image.content_type)};base64,{data}" alt="{words}">'

    return TAG.sub(carried, html)
