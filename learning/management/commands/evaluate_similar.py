"""How well similar incidents and earlier promises are found in public write-ups: manage.py evaluate_similar."""

from __future__ import annotations

import os
import time
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from learning import evaluation
from learning.evaluating_promises import promises
from learning.judged import GROUPS, named


class Command(BaseCommand):
    help = "Figures of similar incidents on the write-ups of DEBRIEF_CORPUS. Changes nothing."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--misses", action="store_true", help="Name the write-ups whose likes were not found.")

    def handle(self, *args: Any, **options: Any) -> None:
        corpus = Path(os.environ.get("DEBRIEF_CORPUS") or settings.BASE_DIR / ".." / "shared" / "data") / "postmortems"
        files = [path for path in sorted(corpus.rglob("*")) if path.is_file() and path.suffix != ".json"]
        if not files:
            print(f"No write-ups in {corpus}: set DEBRIEF_CORPUS to the folder that holds postmortems/.")
            return
        texts = {named(path, corpus): path.read_text(errors="replace") for path in files}
        houses = {named(path, corpus): path.relative_to(corpus).parts[0] for path in files}
        with transaction.atomic():
            stage = evaluation.Stage(texts)
            for name, asked in (("The whole text", None), ("The title and 300 characters", 300)):
                self.similar(name, stage, houses, asked, options["misses"])
            self.promised(stage)
            transaction.set_rollback(True)

    def similar(
        self, name: str, stage: evaluation.Stage, houses: dict[str, str], asked: int | None, misses: bool
    ) -> None:
        taken, found = [], {}
        for key in stage.texts:
            started = time.perf_counter()
            found[key] = stage.similar(key, asked)
            taken.append((time.perf_counter() - started) * 1_000)
        figures = evaluation.judge(found, GROUPS)
        same = sum(houses[hit] == houses[key] for key, hits in found.items() for hit in hits[:3])
        shown = sum(len(hits[:3]) for hits in found.values())
        by_chance = sum(list(houses.values()).count(house) ** 2 for house in set(houses.values())) / len(houses) ** 2
        print(f"\n{name}, among {len(stage.texts)} write-ups:")
        print(f"  judged: {figures.asked} write-ups of {len(GROUPS)} groups")
        print(
            f"  a like one first: {figures.first / figures.asked:.2f}, among five: {figures.among / figures.asked:.2f}"
        )
        print(f"  of all likes among the first five: {figures.recall:.2f}")
        print(f"  of the same house, first three: {same / max(shown, 1):.2f} of {shown} (by chance {by_chance:.2f})")
        print(f"  nothing shown for {sum(not hits for hits in found.values())}")
        print(f"  time: p50 {median(taken):.0f} ms, p95 {sorted(taken)[int(len(taken) * 0.95)]:.0f} ms")
        for key in figures.missed if misses else ():
            print(f"  missed: {key} {stage.titles[key][:60]!r} got {[stage.titles[hit][:40] for hit in found[key]]}")

    def promised(self, stage: evaluation.Stage) -> None:
        figures = promises(stage.texts.values(), stage.reader)
        if not figures.asked:
            return
        first, shown = figures.first / figures.asked, figures.shown / figures.asked
        print(f"\nPromises: {figures.asked} said in other words, among {figures.among} actions")
        print(f"  the one meant first: {first:.2f}, among three: {shown:.2f}")
        print(f"  something shown for {figures.false} of {figures.others} that resemble none")
