import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from kit import bundles


@pytest.fixture
def finder(tmp_path: Path) -> bundles.BundleFinder:
    finder = bundles.BundleFinder()
    finder.source = tmp_path / "css"
    finder.storage = type(finder.storage)(location=tmp_path / "out")
    finder.source.mkdir()
    (finder.source / "order.txt").write_text("b.css\na.css\n")
    (finder.source / "a.css").write_text("/* why */\na {\n  color: red;\n}\n")
    (finder.source / "b.css").write_text("b { color: blue; }\n")
    return finder


def test_it_joins_the_sheets_in_their_order_without_comments(finder: bundles.BundleFinder) -> None:
    assert finder.built().read_text() == "b { color: blue; }\na {\ncolor: red;\n}\n"


def test_it_builds_anew_when_a_sheet_changes_and_only_then(finder: bundles.BundleFinder) -> None:
    first = finder.built()
    stamp = first.stat().st_mtime_ns
    assert finder.built().stat().st_mtime_ns == stamp
    sheet = finder.source / "a.css"
    sheet.write_text("a { color: green; }\n")
    os.utime(sheet, ns=(stamp + 10**9, stamp + 10**9))
    assert "green" in finder.built().read_text()


def test_it_is_found_like_any_static_file() -> None:
    found = finders.find(bundles.BUNDLE)
    assert isinstance(found, str)
    assert "@layer reset, tokens, base" in Path(found).read_text()


def test_it_leaves_no_sheet_out() -> None:
    root = settings.BASE_DIR / "static" / "css"
    listed = bundles.sheets(root)
    assert sorted(listed) == sorted(root.rglob("*.css"))
