import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import workflow
from accounts.links import one_time_link
from accounts.models import User


class Command(BaseCommand):
    help = "Create an administrator. Asks for a password on a terminal, otherwise prints a one-time link to set one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("handle", help="Small letters, digits and hyphens, for example ana-silva.")
        parser.add_argument("name", help='In quotes, for example "Ana Silva".')
        parser.add_argument("--link", action="store_true", help="Print a one-time link instead of asking.")

    def handle(self, *args: Any, **options: Any) -> None:
        password = None if options["link"] or not sys.stdin.isatty() else self._ask()
        try:
            user = workflow.create_administrator(
                email=options["email"], handle=options["handle"], name=options["name"], password=password
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user} is an administrator.")
        if password is None:
            days = settings.PASSWORD_RESET_TIMEOUT // 86400
            self.stdout.write(f"Open this link once, within {days} days, to set a password:\n{one_time_link(user)}")

    def _ask(self) -> str:
        password = getpass("Password: ")
        if password != getpass("Again: "):
            raise CommandError("The two passwords differ. Nobody was created.")
        try:
            validate_password(password, User())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
