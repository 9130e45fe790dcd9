"""Import write-ups from files and folders: manage.py import_markdown PATH… --by HANDLE."""

import hashlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from exchange import workflow
from exchange.folder import PICTURES
from exchange.models import Import, ImportedFile
from exchange.overview import lines
from kit.errors import Refused

BAR = 30


class Command(BaseCommand):
    help = "Imports Markdown files, folders of them and zips of folders, as the page for it does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="A file, a folder, or a zip.")
        parser.add_argument("--by", required=True, metavar="HANDLE", help="Who imports them, and is their author.")
        parser.add_argument("--draft", action="store_true", help="As drafts, not as published.")
        parser.add_argument(
            "--open-actions", action="store_true", help="Actions that are not done are still to be done."
        )
        parser.add_argument("--template", default="standard", help="Slug of the template.")
        parser.add_argument("--visibility", default="organisation", choices=["organisation", "team", "restricted"])
        parser.add_argument("--again", action="store_true", help="Also what was imported before.")
        parser.add_argument("--look", action="store_true", help="Only say what would be understood.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.active().filter(handle=options["by"].lstrip("@").lower()).first()
        if by is None:
            raise CommandError(f"Nobody active has the handle @{options['by']}.")
        for path in map(Path, options["paths"]):
            if not path.exists():
                raise CommandError(f"There is no {path}.")
            try:
                self.take(path, by, options)
            except Refused as error:
                print(f"{path}: {error}")

    def take(self, path: Path, by: User, options: dict[str, Any]) -> None:
        batch = workflow.receive(by=by, name=path.name, data=packed(path) if path.is_dir() else path.read_bytes())
        total = batch.files.count()
        while workflow.read_waiting(batch.pk):
            pass
        self.bar("Read", total, total)
        self.said(batch, by)
        if options["look"]:
            batch.delete()
            return
        batch.refresh_from_db()
        self.leave_known(batch, by, options["again"])
        chosen = {
            "publish": "draft" if options["draft"] else "published",
            "open_actions": "open" if options["open_actions"] else "closed",
            "template": options["template"],
            "visibility": options["visibility"],
        }
        if batch.files.filter(state=ImportedFile.State.READ).exists():
            workflow.start_saving(batch, by=by, options=chosen)
            while workflow.save_one(batch.pk):
                self.bar("Saved", batch.files.exclude(state=ImportedFile.State.CHOSEN).count(), total)
        self.results(batch)

    def leave_known(self, batch: Import, by: User, again: bool) -> None:
        for line in lines(batch, by)["lines"]:
            if line.known is not None and not again:
                workflow.leave_out(line.file, by=by, out=True)

    def said(self, batch: Import, by: User) -> None:
        for line in lines(batch, by)["lines"]:
            found = line.found
            if found is None:
                print(f"{line.file.path}: {line.file.problem}")
                continue
            counts = f"{line.sections} sections, {len(found.entries)} entries, {len(found.actions)} actions"
            print(f"{line.file.path}: “{found.title}”, {found.date or 'no date'}, {counts}")
            for doubt in line.doubts:
                print(f"    {doubt}")
        for path, reason in batch.left_out:
            print(f"{path}: {reason}")

    def results(self, batch: Import) -> None:
        for file in batch.files.select_related("incident"):
            if file.incident is not None:
                print(f"{file.path}: {file.incident.reference}")
            elif file.state == ImportedFile.State.SKIPPED:
                print(f"{file.path}: imported already, left out (--again takes it in)")
            else:
                print(f"{file.path}: not saved. {file.problem}")

    def bar(self, word: str, done: int, total: int) -> None:
        """On one line of a terminal; elsewhere only the end."""
        if sys.stderr.isatty() or done == total:
            filled = BAR * done // (total or 1)
            end = "\n" if done == total else ""
            print(f"\r{word} [{'#' * filled}{'.' * (BAR - filled)}] {done} of {total}", end=end, file=sys.stderr)


def packed(folder: Path) -> bytes:
    """A folder as the zip somebody would have sent."""
    out = io.BytesIO()
    seen: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.is_symlink():
                continue
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            if path.suffix.lower() not in PICTURES and digest in seen:
                continue
            seen.add(digest)
            archive.writestr(str(path.relative_to(folder)), data)
    return out.getvalue()
