"""Export write-ups to a folder: manage.py export INC-1 … --format pdf --by HANDLE --to FOLDER."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from exchange.models import Export
from exchange.writing.packing import one
from exchange.writing.pdf import Unmade
from incidents.references import number_of
from kit.errors import Refused
from postmortems.models import Postmortem


class Command(BaseCommand):
    help = "Writes write-ups into a folder, as the person named may have them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="*", metavar="INC-1", help="All that the person may see when left out.")
        parser.add_argument("--by", required=True, metavar="HANDLE", help="Who asks: nothing else is in the files.")
        parser.add_argument("--format", default="markdown", choices=Export.Format.values)
        parser.add_argument("--comments", action="store_true", help="With comments and approvals.")
        parser.add_argument("--to", default=".", metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.active().filter(handle=options["by"].lstrip("@").lower()).first()
        if by is None:
            raise CommandError(f"Nobody active has the handle @{options['by']}.")
        rows = Postmortem.objects.visible_to(by).select_related("incident").order_by("incident__number")
        if options["references"]:
            numbers = [number_of(each) for each in options["references"]]
            rows = rows.filter(incident__number__in=[each for each in numbers if each])
        folder = Path(options["to"])
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for postmortem in rows.iterator(chunk_size=100):
            try:
                file = one(postmortem, options["format"], reader=by, with_comments=options["comments"])
            except (Refused, Unmade) as error:
                raise CommandError(f"{postmortem.reference}: {error}") from error
            (folder / file.name).write_bytes(file.data)
            count += 1
        print(f"{count} written to {folder}.")
