"""Where the public write-ups are, and those that were written for these tests in the manner of other houses."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(os.environ.get("DEBRIEF_CORPUS", Path(__file__).parents[3] / "shared" / "data"))
POSTMORTEMS = CORPUS / "postmortems"
HOUSES = Path(__file__).parent / "houses"

at_hand = pytest.mark.skipif(not POSTMORTEMS.is_dir(), reason="DEBRIEF_CORPUS names no folder of public write-ups")


def write_ups() -> list[Path]:
    """Every write-up there is: none where the corpus is absent."""
    return [path for path in sorted(POSTMORTEMS.rglob("*")) if path.is_file() and path.suffix != ".json"]


def truths() -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = json.loads((POSTMORTEMS / "ground-truth.json").read_text())
    return known
