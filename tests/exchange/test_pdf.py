"""Write-ups on paper: a real PDF, made of nothing but what it carries."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from exchange import workflow
from exchange.models import Export
from exchange.writing.packing import one
from exchange.writing.pdf import WITHOUT, pdf
from kit.errors import Refused
from tests.builders.postmortems import a_complete_draft, write
from tests.cast import Cast


def texts(data: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(data))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.django_db
def test_a_write_up_is_printed_whole(cast: Cast) -> None:
    draft = a_complete_draft(cast)
    write(draft, "lessons", "Long. " * 4000, by=cast.alice)
    reader, text = texts(one(draft, "pdf", reader=cast.alice).data)
    assert len(reader.pages) > 3 and f"2 / {len(reader.pages)}" in text
    outline = [each.title for each in reader.outline if not isinstance(each, list)]
    sections = [each.title for each in _flat(reader.outline)]
    assert outline and {"Timeline", "Why it happened", "Contributing factors"} <= set(sections)
    assert (
        "What was seen after 135 minutes" in text
        and "Why was the pool empty?" in text
        and "No alert on the pool" in text
    )
    fonts = {str(font["/BaseFont"]) for font in _fonts(reader)}
    assert any("Inter" in name for name in fonts), fonts


def _flat(outline: Any) -> list[Any]:
    return [each for row in outline for each in (_flat(row) if isinstance(row, list) else [row])]


def _fonts(reader: PdfReader) -> list[Any]:
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    return [font.get_object() for each in resources for font in each.get("/Font", {}).values()]


def test_nothing_is_fetched_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not print me")
    html = f"""<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><link rel="attachment" href="file://{secret}">
    <style>@import url(file:///etc/passwd); body {{ background: url(http://127.0.0.1:9/y.png) }}</style>
    <img src="file:///etc/passwd" alt="p"><img src="http://127.0.0.1:9/z.png" alt="z">
    <object data="file://{secret}"></object><p>printed</p>"""
    data = pdf(html, title="x")
    reader, text = texts(data)
    assert "printed" in text and "do not print me" not in text
    assert not reader.attachments and b"do not print me" not in data


def test_without_pango_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the library that breaks as the real one does where Pango is missing."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    with pytest.raises(Refused, match="Pango is missing"):
        pdf("<p>x</p>", title="x")


@pytest.mark.django_db
def test_the_page_says_so_too(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    export = workflow.ask_for(by=cast.alice, format="pdf", numbers=[a_complete_draft(cast).incident.number])
    assert not workflow.make(export.pk)
    assert Export.objects.get().problem == WITHOUT
