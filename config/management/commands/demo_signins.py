"""Print who can sign in to the demo, and what each of them shows."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from config.demo.people import PASSWORD, sign_ins


class Command(BaseCommand):
    help = "Print the demo's sign-ins; nothing when the demo is not loaded."

    def handle(self, *args: Any, **options: Any) -> None:
        here = set(User.objects.active().values_list("email", flat=True))
        rows = [(email, shows) for email, _, shows in sign_ins() if email in here]
        if not rows:
            return
        width = max(len(email) for email, _ in rows)
        self.stdout.write(f"Sign in with the password {PASSWORD} as")
        for email, shows in rows:
            self.stdout.write(f"  {email:<{width}}  {shows}")
