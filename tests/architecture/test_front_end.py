"""The front end keeps the content policy and the budgets of docs/front-end.md."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ICONS = set(re.findall(r'id="i-([a-z0-9-]+)"', (ROOT / "static" / "icons.svg").read_text()))


@pytest.mark.parametrize(("folder", "kind", "limit"), [("css", "css", 200), ("js", "js", 150)])
def test_it_keeps_sheets_and_modules_short(folder: str, kind: str, limit: int) -> None:
    long = {
        path.name: lines
        for path in (ROOT / "static" / folder).rglob(f"*.{kind}")
        if (lines := len(path.read_text().splitlines())) > limit
    }
    assert not long


def test_it_styles_and_scripts_nothing_inline() -> None:
    # E-mail clients read no stylesheet of ours, so their templates may.
    pages = [path for path in TEMPLATES if "mail" not in path.parts]
    inline = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)|javascript:|hx-on|hx-vals=["']js:""")
    assert not [str(path.relative_to(ROOT)) for path in pages if inline.search(path.read_text())]


def test_it_uses_only_icons_that_exist() -> None:
    used = {(name, path.name) for path in TEMPLATES for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text())}
    assert not {(name, where) for name, where in used if name not in ICONS}


def test_it_writes_colours_in_the_tokens_only() -> None:
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\((?!.*var\(--hue)")
    allowed = {"tokens.css"}
    sheets = [path for path in (ROOT / "static" / "css").rglob("*.css") if path.name not in allowed]
    found = {
        path.name: hits for path in sheets if (hits := raw.findall(re.sub(r"url\(.*?\)|#000", "", path.read_text())))
    }
    assert not found


def test_every_trail_ends_at_the_page_it_is_on() -> None:
    """On a phone its end is all that the top bar shows."""
    trail = re.compile(r"{% block crumbs %}(.*?){% endblock %}\s*$", re.DOTALL | re.MULTILINE)
    found = {path.name: trail.findall(path.read_text()) for path in TEMPLATES if path.name != "base.html"}
    assert not [name for name, trails in found.items() if any('aria-current="page"' not in each for each in trails)]
