"""How well the blameless checker judges public write-ups: manage.py evaluate_language."""

import json
import os
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from postmortems.blameless.evaluation import Score, half, hints_per_document, score

THOUSAND_WORDS = 1000


class Command(BaseCommand):
    help = "Figures of the blameless checker on the labelled sentences and the write-ups of DEBRIEF_CORPUS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--misses", choices=["seen", "all", "none"], default="seen", help="Which misses to print.")

    def handle(self, *args: Any, **options: Any) -> None:
        corpus = Path(os.environ.get("DEBRIEF_CORPUS") or settings.BASE_DIR / ".." / "shared" / "data")
        labelled = corpus / "language" / "blame.jsonl"
        if not labelled.is_file():
            print(f"No labelled sentences at {labelled}: set DEBRIEF_CORPUS to the folder that holds language/.")
            return
        rows = [json.loads(line) for line in labelled.read_text().splitlines() if line.strip()]
        for name in ("seen", "kept"):
            self.figures(f"The {name} half", score(row for row in rows if half(row["text"]) == name))
        everything = score(rows)
        self.figures("All sentences", everything)
        self.by_type(everything)
        self.misses(everything, options["misses"])
        self.running(corpus / "postmortems")

    def figures(self, title: str, result: Score) -> None:
        blame, flagged = result.right + len(result.missed), result.right + len(result.wrong)
        print(
            f"{title}: precision {result.precision:.2f} ({result.right} of {flagged} flagged), "
            f"recall {result.recall:.2f} ({result.right} of {blame} blaming), "
            f"traps left alone {result.left_alone:.2f} ({result.traps - result.sprung} of {result.traps})"
        )
        print("  borderline: " + ", ".join(f"{count} {what}" for what, count in sorted(result.borderline.items())))

    def by_type(self, result: Score) -> None:
        print("\nBy type, judged right of all clear ones:")
        for kind, counts in sorted(result.types.items()):
            print(f"  {kind:32} {counts['right']:3} of {counts['all']:3}")

    def misses(self, result: Score, which: str) -> None:
        shown = [
            (why, row)
            for why, rows in (("not flagged", result.missed), ("flagged", result.wrong))
            for row in rows
            if which == "all" or (which == "seen" and half(row["text"]) == "seen")
        ]
        print(f"\nMisses shown: {len(shown)} of {len(result.missed) + len(result.wrong)} (--misses {which})")
        for why, row in shown:
            print(f"  {why} ({row['type']}): {' '.join(row['text'].split())}")

    def running(self, folder: Path) -> None:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".json"]
        read = list(hints_per_document(path.read_text(errors="replace") for path in files))
        if not read:
            print(f"\nNo write-ups in {folder}.")
            return
        hints, words = sum(row[0] for row in read), sum(row[1] for row in read)
        # Short texts measure the clock; p95 is of those a section's size.
        times = sorted(row[2] for row in read if row[1] >= THOUSAND_WORDS / 10)
        print(f"\nWrite-ups: {len(read)} with {words} words, {hints / len(read):.2f} hints each")
        print(f"Time per 1,000 words: p50 {median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms")
