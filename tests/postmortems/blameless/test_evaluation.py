"""The figures of the checker on public write-ups, where those are at hand."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from postmortems.blameless.evaluation import half, hints_per_document, score

CORPUS = Path(os.environ.get("DEBRIEF_CORPUS") or settings.BASE_DIR / ".." / "shared" / "data")
at_hand = pytest.mark.skipif(not CORPUS.is_dir(), reason="DEBRIEF_CORPUS names no folder of public write-ups")


def row(text: str, label: str, kind: str = "", *, borderline: bool = False) -> dict[str, object]:
    return {"text": text, "label": label, "type": kind, "borderline": borderline}


def test_it_counts_right_missed_wrong_and_traps() -> None:
    found = score(
        [
            row("The admin forgot to renew it.", "blame"),
            row("The weather in March was to blame.", "blame"),
            row("The admin forgot the cake.", "neutral", "trap_cake"),
            row("The job failed to start.", "neutral", "trap_system"),
            row("We overlooked it.", "blame", borderline=True),
        ]
    )
    assert (found.right, len(found.missed), len(found.wrong)) == (1, 1, 1)
    assert (found.precision, found.recall, found.left_alone) == (0.5, 0.5, 0.5)
    assert sum(found.borderline.values()) == 1


def test_it_splits_the_sentences_the_same_way_every_time() -> None:
    assert {half(f"Sentence {n}.") for n in range(20)} == {"seen", "kept"}
    assert half("Sentence 1.") == half("Sentence 1.")


def test_it_says_when_there_is_nothing_to_judge_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEBRIEF_CORPUS", str(tmp_path))
    call_command("evaluate_language")
    assert "set DEBRIEF_CORPUS" in capsys.readouterr().out


@at_hand
def test_it_is_good_enough_on_public_sentences() -> None:
    rows = [json.loads(line) for line in (CORPUS / "language" / "blame.jsonl").read_text().splitlines()]
    found = score(rows)
    assert found.precision >= 0.85
    assert found.recall >= 0.75
    assert found.left_alone >= 0.85


@at_hand
def test_it_is_quiet_and_quick_on_public_write_ups() -> None:
    files = [path for path in (CORPUS / "postmortems").rglob("*") if path.is_file() and path.suffix != ".json"]
    read = list(hints_per_document(path.read_text(errors="replace") for path in files))
    assert sum(hints for hints, _, _ in read) / len(read) <= 3
    times = sorted(time for _, words, time in read if words >= 100)
    assert times[int(len(times) * 0.95)] < 15
