from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import F

from incidents.models import Incident
from library import workflow

BATCH = 100


class Command(BaseCommand):
    help = "Makes what searches look through: of what changed, or of everything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="of every incident, for instance after an upgrade")

    def handle(self, *args: Any, all: bool, **options: Any) -> None:
        if not all:
            self.stdout.write(f"{workflow.sweep(1_000_000)} made anew.")
            return
        # Write-ups first: they are what most searches look through, and so stand side by side.
        rows = Incident.objects.order_by(F("postmortem").asc(nulls_last=True), "pk")
        keys = list(rows.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            workflow.index(keys[start : start + BATCH])
            self.stdout.write(f"{min(start + BATCH, len(keys)):,} of {len(keys):,}", ending="\r")
        self.stdout.write(f"{len(keys):,} made anew.          ")
