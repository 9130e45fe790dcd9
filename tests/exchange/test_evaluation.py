"""The importer against public write-ups, of which eighteen were read by hand."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from exchange.evaluation import paragraphs_lost, score
from exchange.laying import keys_of, laid
from exchange.management.commands.evaluate_import import Command
from exchange.reading.decoding import decode
from exchange.reading.reader import read
from tests.exchange.corpus import CORPUS, at_hand, truths, write_ups


@at_hand
def test_the_figures_that_were_asked_are_reached() -> None:
    command = Command()
    result = score((truth, command.understood(CORPUS / truth["file"])) for truth in truths())
    assert result.documents == len(truths())
    assert result.is_enough, result.misses
    assert result.share("title and sections") == 1


@at_hand
def test_no_paragraph_of_any_write_up_is_lost() -> None:
    template = Command().template
    assert len(write_ups()) >= 130
    for path in write_ups():
        text = decode(path.read_bytes())[0]
        found = read(text, name=path.name)
        sections = laid(found, template, keys_of(found, template))
        texts = [f"{each.fields['title']} {each.body}" for each in sections]
        assert paragraphs_lost(text, found, texts) == [], path.name


@at_hand
def test_every_line_that_says_something_is_looked_for() -> None:
    """The check itself sees a paragraph, an item, a cell and a heading that are gone."""
    text = "# Title\n\nA paragraph of words.\n\n- an item here\n\n| Head | More |\n|---|---|\n| cell one | cell two |\n"
    found = read("# Title\n", name="x.md")
    assert len(paragraphs_lost(text, found, [])) == 4


@at_hand
def test_the_command_prints_figures_and_misses(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate_import")
    said = capsys.readouterr().out
    assert "title and sections" in said and "Misses:" in said and "Paragraphs lost: 0" in said
