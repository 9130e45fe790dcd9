from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from live.checking import trouble
from live.models import Document


class Command(BaseCommand):
    help = "Reads every document's log and names those that are not whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("documents", nargs="*", type=int, help="only these")

    def handle(self, *args: Any, documents: list[int], **options: Any) -> None:
        asked = Document.objects.filter(pk__in=documents) if documents else Document.objects.all()
        count = bad = 0
        for document_id in asked.order_by("pk").values_list("pk", flat=True).iterator():
            count += 1
            if found := trouble(document_id):
                bad += 1
                self.stderr.write(f"Document {document_id}: {found}")
        if bad:
            raise CommandError(f"{bad} of {count} logs are not whole.")
        self.stdout.write(f"{count} logs are whole.")
