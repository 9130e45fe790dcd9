"""How well the importer understands public write-ups: manage.py evaluate_import."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from exchange.evaluation import ASKED, Score, paragraphs_lost, score
from exchange.laying import keys_of, laid
from exchange.reading.decoding import decode
from exchange.reading.reader import read
from postmortems.supplied.standard import STANDARD


class Command(BaseCommand):
    help = "Figures of the importer on write-ups that were read by hand: those of DEBRIEF_CORPUS, or of --data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, help="a folder with ground-truth.json, and the files that it names")

    def handle(self, *args: Any, **options: Any) -> None:
        corpus = Path(os.environ.get("DEBRIEF_CORPUS") or settings.BASE_DIR / ".." / "shared" / "data")
        folder = options["data"] or corpus / "postmortems"
        known = folder / "ground-truth.json"
        if not known.is_file():
            print(f"No write-ups read by hand at {known}: name a folder with --data, or set DEBRIEF_CORPUS.")
            return
        truths = json.loads(known.read_text())
        self.figures(score((truth, self.understood(_place(folder, truth["file"]))) for truth in truths))
        self.whole(folder)

    def understood(self, path: Path) -> Any:
        return read(decode(path.read_bytes())[0], name=path.name)

    def figures(self, result: Score) -> None:
        print(f"{result.documents} write-ups that were read by hand:")
        for name, least in ASKED.items():
            print(f"  {name:20} {result.share(name):6.1%} ({result.right[name]}), asked {least:.0%}")
        print(f"Misses: {len(result.misses)}")
        for miss in result.misses:
            print(f"  {miss}")

    def whole(self, folder: Path) -> None:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".json"]
        counts = dict.fromkeys(("date", "zone", "timeline", "actions", "unplaced"), 0)
        gone: list[str] = []
        for path in files:
            text, found = decode(path.read_bytes())[0], self.understood(path)
            sections = laid(found, self.template, keys_of(found, self.template))
            texts = [f"{each.fields['title']} {each.body}" for each in sections]
            gone += [f"{path.name}: {each[:80]}" for each in paragraphs_lost(text, found, texts)]
            counts["date"] += bool(found.date)
            counts["zone"] += bool(found.zone)
            counts["timeline"] += bool(found.entries)
            counts["actions"] += bool(found.actions)
            counts["unplaced"] += any(not part.key and part.title for part in found.parts)
        print(f"\nAll {len(files)} write-ups: {counts['date']} with a date, {counts['zone']} with a zone,")
        print(f"{counts['timeline']} with a timeline, {counts['actions']} with actions,")
        print(f"{counts['unplaced']} with sections that keep a title of their own. Paragraphs lost: {len(gone)}")
        for each in gone[:40]:
            print(f"  {each}")

    @property
    def template(self) -> list[Any]:
        return [Shape(each, order) for order, each in enumerate(STANDARD.sections)]


def _place(folder: Path, file: str) -> Path:
    """Files are named from the folder, or from the one above it."""
    return folder / file if (folder / file).is_file() else folder.parent / file


class Shape:
    """A section of the supplied template as one of its rows would be."""

    def __init__(self, section: Any, order: int) -> None:
        self.key, self.title, self.block, self.prose = section.key, section.title, section.block, section.prose
        self.required, self.most_words, self.guidance = section.required, section.most_words, section.guidance
        self.order = order
