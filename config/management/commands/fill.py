"""Fill an empty database with a made-up organisation, large enough to measure on."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts.models import User
from config.demo.people import PASSWORD
from config.filling import Plan, write
from config.filling.progress import Progress
from incidents.models import Incident
from kit import clock


class Command(BaseCommand):
    help = "Fill an empty database with a large made-up organisation (never in production)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--incidents", type=int, default=100_000)
        parser.add_argument("--write-ups", type=int, default=10_000)
        parser.add_argument("--actions", type=int, default=1_000_000)
        parser.add_argument("--scale", type=float, default=1.0, help="0.1 gives a tenth of each.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed on the same day gives the same rows.")
        parser.add_argument(
            "--on", type=_day, default=None, help="The day the history leads to: 2026-03-01, else today."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("This makes up people and incidents, so it never runs in production.")
        if User.objects.exists() or Incident.objects.exists():
            raise CommandError("The database is not empty. Set DEBRIEF_VAR to a new directory, or empty it by flush.")
        if connection.in_atomic_block:
            raise CommandError("This cannot run inside a transaction.")
        counts = {name: options[name] for name in ("incidents", "write_ups", "actions")}
        if counts["write_ups"] > counts["incidents"]:
            raise CommandError("There can be no more write-ups than incidents.")
        today = options["on"] or clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        plan = Plan(**counts, today=today, seed=options["seed"]).scaled(options["scale"])
        started, progress = time.monotonic(), Progress(plan.rows, self.stdout)
        write(plan, progress)
        progress.end()
        self.stdout.write(
            f"{plan.incidents:,} incidents, {plan.write_ups:,} write-ups and {plan.actions:,} actions"
            f" in {time.monotonic() - started:.0f} s. Everybody signs in with {PASSWORD}, for example"
            f" {User.objects.order_by('pk')[2].email}."
        )


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
