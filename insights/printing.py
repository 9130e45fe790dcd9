"""The report as a PDF. Nothing is fetched from anywhere: its style is in it, and it has no pictures but drawn ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from insights.report import Report

STYLE = Path(__file__).parent / "printed" / "report.css"


class Nothing(ValueError):
    """Something in the report asked for an address."""


def _refuse(url: str, **_: Any) -> dict[str, Any]:
    raise Nothing(url)


def pdf(report: Report) -> bytes:
    # Heavy, and wanted seldom: other pages do without it in memory.
    from weasyprint import CSS, HTML

    html = render_to_string("insights/report_print.html", {"page": report})
    written: bytes = HTML(string=html, url_fetcher=_refuse).write_pdf(
        stylesheets=[CSS(string=STYLE.read_text(), url_fetcher=_refuse)]
    )
    return written
