"""Sentences of our own, labelled before the rules were asked: see docs/blameless.md for what each set is good for."""

from pathlib import Path

import pytest

from postmortems.blameless.evaluation import Score, score

FOLDER = Path(__file__).with_name("labelled")


def scored(name: str) -> Score:
    lines = (FOLDER / f"{name}.txt").read_text().splitlines()
    rows = [(line[0], line[2:]) for line in lines if line[:2] in ("+ ", "- ")]
    labels = {"+": ("blame", "blame"), "-": ("neutral", "trap_own")}
    return score(
        {"text": text, "label": labels[mark][0], "type": labels[mark][1], "borderline": False} for mark, text in rows
    )


@pytest.mark.parametrize(
    ("name", "recall"),
    [
        *(("set1", 0.95), ("set2", 0.9), ("set3", 0.95), ("set4", 0.9), ("set5", 0.95), ("set6", 0.75)),
        *(("set7", 0.95), ("set8", 0.9), ("set9", 0.75)),
    ],
)
def test_it_keeps_its_promises_on_sentences_of_our_own(name: str, recall: float) -> None:
    found = scored(name)
    assert found.recall >= recall, [row["text"] for row in found.missed]
    assert found.precision >= 0.95, [row["text"] for row in found.wrong]
    assert found.left_alone >= 0.95, [row["text"] for row in found.wrong]
