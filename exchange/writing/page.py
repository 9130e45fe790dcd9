"""A write-up as one HTML page that needs nothing else: for reading, for printing, and for PDF."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from actions.models import Action
from exchange.whole import whole
from exchange.writing.bones import drawn
from exchange.writing.pictures import inside, kept
from incidents.models import Incident
from kit import clock
from postmortems.document import Document
from postmortems.models import Postmortem

FONTS = {"Inter": "inter-latin-opsz.woff2", "JetBrains Mono": "jetbrains-mono-latin.woff2"}


def page(postmortem: Postmortem, *, reader: User, with_comments: bool = False) -> str:
    """Times are those of the reader's zone."""
    given = whole(postmortem, reader=reader, with_comments=with_comments)
    text = given["content"]
    today = clock.today(reader.zone)
    live = list(Action.objects.filter(incident=postmortem.incident_id).select_related("owner").order_by("number"))
    document = Document(text, live=live, on=today, is_draft=False)
    context: dict[str, Any] = {
        "whole": given,
        "postmortem": postmortem,
        "incident": postmortem.incident,
        "document": document,
        "bones": drawn(document.fishbone),
        "related": _related(text["related"], reader),
        "zone": reader.time_zone,
        "today": today,
        "address": f"{settings.BASE_URL}{postmortem.get_absolute_url()}",
    }
    with timezone.override(reader.zone):
        html = str(render_to_string("exchange/document/page.html", context))
    html = html.replace("<!--sheet-->", f"<style>{style()}</style>", 1)
    return inside(html, kept(postmortem, [html]))


@cache
def style() -> str:
    """The sheet with its fonts in it."""
    folder = Path(settings.BASE_DIR) / "static" / "fonts"
    faces = [_face(name, folder / file) for name, file in FONTS.items()]
    return "\n".join([*faces, Path(__file__).with_name("export.css").read_text()])


def _face(name: str, path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f'@font-face {{ font-family: "{name}"; font-weight: 100 900; src: {source}; }}'


def _related(related: list[dict[str, Any]], reader: User) -> list[tuple[Incident, str]]:
    rows = Incident.objects.visible_to(reader).in_bulk([each["number"] for each in related], field_name="number")
    return [(rows[each["number"]], each["reason"]) for each in related if each["number"] in rows]
