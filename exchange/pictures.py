"""Pictures of an imported folder, put where its text shows them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from accounts.models import User
from exchange.models import ImportedFile, ImportedPicture
from kit.errors import Refused
from postmortems import workflow
from postmortems.models import Postmortem

SHOWN = re.compile(r"!\[([^\]\n]*)\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")


def placed(file: ImportedFile, postmortem: Postmortem, *, by: User) -> int:
    """Answers how many. A picture that cannot be kept stays the link it was."""
    pictures = {row.path: row.pk for row in ImportedPicture.objects.filter(batch=file.batch_id).defer("data")}
    if not pictures:
        return 0
    made: dict[str, str] = {}
    count = 0
    for section in postmortem.sections.filter(prose=True, body__contains="!["):
        body = SHOWN.sub(lambda shown: _shown(shown, file, postmortem, pictures, made, by), section.body)
        if body != section.body:
            workflow.save_section(postmortem, by=by, key=section.key, body=body, base=section.body)
            count += 1
    return count


def _shown(
    shown: re.Match[str],
    file: ImportedFile,
    postmortem: Postmortem,
    pictures: dict[str, int],
    made: dict[str, str],
    by: User,
) -> str:
    path = _beside(file.path, unquote(shown[2]))
    if path not in pictures:
        return shown[0]
    if path not in made:
        data = bytes(ImportedPicture.objects.values_list("data", flat=True).get(pk=pictures[path]))
        try:
            made[path] = workflow.add_image(postmortem, by=by, data=data, name=path).markdown
        except Refused:
            made[path] = shown[0]
    return made[path]


def _beside(path: str, link: str) -> str:
    """Where a relative link of that file leads in the folder."""
    if "://" in link:
        return ""
    parts = [] if link.startswith("/") else list(PurePosixPath(path).parent.parts)
    for part in link.split("#")[0].split("?")[0].split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
