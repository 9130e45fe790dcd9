"""Write-ups of made-up houses that were read by hand before the importer had met them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from exchange.evaluation import paragraphs_lost, score
from exchange.laying import keys_of, laid
from exchange.management.commands.evaluate_import import Command
from exchange.reading.blocks import Block, blocks
from exchange.reading.decoding import decode
from exchange.reading.dialects import as_markdown
from exchange.reading.keeping import AROUND
from exchange.reading.months import MONTHS
from exchange.reading.plain import words
from exchange.reading.reader import read
from exchange.reading.tables import table
from exchange.reading.understood import Understood
from tests.exchange.corpus import HOUSES, write_ups

UNSEEN = Path(__file__).parent / "unseen"
SETS = sorted(path.name for path in UNSEEN.iterdir())
FILES = sorted(path for path in [*UNSEEN.rglob("*"), *HOUSES.iterdir()] if path.is_file() and path.suffix != ".json")


def truths(name: str) -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = json.loads((UNSEEN / name / "ground-truth.json").read_text())
    return known


def understood(path: Path) -> Understood:
    return read(decode(path.read_bytes())[0], name=path.name)


def saved(found: Understood) -> list[str]:
    template = Command().template
    return [f"{each.fields['title']} {each.body}" for each in laid(found, template, keys_of(found, template))]


@pytest.mark.parametrize("name", SETS)
def test_the_figures_that_were_asked_are_reached(name: str) -> None:
    result = score((truth, understood(UNSEEN / name / truth["file"])) for truth in truths(name))
    assert result.documents == len(truths(name)) >= 12
    assert result.is_enough, result.misses


@pytest.mark.parametrize("name", SETS)
def test_nearly_every_owner_and_deadline_is_read(name: str) -> None:
    right, wrong = 0, []
    for truth in truths(name):
        made = understood(UNSEEN / name / truth["file"]).actions
        for key, found in (("owners", [each.owner for each in made]), ("dues", [each.due for each in made])):
            if truth[key] and found != truth[key]:
                wrong.append((truth["id"], key, found))
            right += bool(truth[key])
    assert len(wrong) <= right * 0.1, wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_paragraph_is_lost(path: Path) -> None:
    text, found = decode(path.read_bytes())[0], understood(path)
    assert paragraphs_lost(text, found, saved(found)) == []


@pytest.mark.parametrize("path", [*FILES, *write_ups()], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_word_is_lost(path: Path) -> None:
    """Without the importer's own idea of a paragraph. Heads of columns and words of times are fields afterwards."""
    text, found = decode(path.read_bytes())[0], understood(path)
    held = [found.title, *saved(found)]
    held += [f"{each.text} {each.who} {each.zone}" for each in found.entries]
    held += [" ".join(str(value) for value in vars(action).values()) for action in found.actions]
    heads = " ".join(cell for block in blocks(as_markdown(text)) for cell in heads_of(block))
    gone = {word for word in words(text) if len(word) > 3 and word.isalpha()} - set(words(" ".join([*held, heads])))
    assert gone - AROUND - set(MONTHS) - ELEMENTS == set()


def heads_of(block: Block) -> tuple[str, ...]:
    return table(block.raw).header if block.kind == "table" else ()


ELEMENTS = {"table", "thead", "tbody", "strong"}


def test_the_command_reads_another_folder(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate_import", data=UNSEEN / SETS[0])
    said = capsys.readouterr().out
    assert "title and sections" in said and "Paragraphs lost: 0" in said
