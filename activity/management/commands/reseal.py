from typing import Any

from django.core.management.base import BaseCommand

from activity.workflow import reseal


class Command(BaseCommand):
    help = "Seals the secrets in the database anew with the first of DEBRIEF_SEALING_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done, unreadable = reseal()
        self.stdout.write(f"{done} sealed anew.")
        for name in unreadable:
            self.stderr.write(f"None of the keys opens what is sealed of {name}. It has to be given again.")
        if unreadable:
            raise SystemExit(1)
