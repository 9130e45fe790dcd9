from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.policy_page import page


class Command(BaseCommand):
    help = "Write docs/policy.md from the table of rights."

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(settings.BASE_DIR) / "docs" / "policy.md"
        target.write_text(page())
        self.stdout.write(f"Wrote {target.name}.")
