"""Load the demo: a made-up company with a year of incidents, by calling the verbs at invented times."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from activity import once
from activity.models import Once
from config.demo.people import DOMAIN, sign_ins
from config.demo.playing import play
from kit import clock

DONE = "demo:told"
STEPS = 890


class Command(BaseCommand):
    help = "Load the demo into an empty database (never in production)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Do nothing when there are people already.")
        parser.add_argument("--afresh", action="store_true", help="Empty the database first.")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo has known passwords, so it is never loaded in production.")
        if options["afresh"] or self._was_interrupted():
            call_command("flush", interactive=False, verbosity=0)
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("There are people already. Use --afresh to empty the database first.")
        # Mail of invented times must not leave, whatever mail server the environment names.
        settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
        self.steps = 0
        play(at=clock.now(), step=self._step)
        once.claim(DONE)
        self._say("\rThe demo is loaded.                       \n")
        for email, password, shows in sign_ins()[:3]:
            self._say(f"  {email}  {password}  {shows}\n")

    def _was_interrupted(self) -> bool:
        """Only the demo's people are here, and its end was never reached."""
        people = User.objects.all()
        return (
            people.exists()
            and not people.exclude(email__endswith=f"@{DOMAIN}").exists()
            and not Once.objects.filter(key=DONE).exists()
        )

    def _step(self) -> None:
        self.steps += 1
        if sys.stdout.isatty():
            done = min(self.steps * 30 // STEPS, 30)
            self._say(f"\rTelling the demo [{'#' * done}{'.' * (30 - done)}]")
        elif self.steps % 100 == 0:
            self._say(f"Telling the demo, step {self.steps} of about {STEPS}\n")

    def _say(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()
