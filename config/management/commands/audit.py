from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from activity import workflow
from activity.auditing import LABELS


class Command(BaseCommand):
    help = "Look whether everything that is owed is on its way, and mend what is not; exits with 1 while some is left."

    def handle(self, *args: Any, **options: Any) -> None:
        found = workflow.audit()
        for each in found:
            self.stdout.write(f"{each.count} × {LABELS[each.kind]}: {each.mended} mended")
        if not found:
            self.stdout.write("Everything that is owed is on its way.")
        if any(each.count > each.mended for each in found):
            raise SystemExit(1)
