"""The documents that the texts are typed into: each begins with all of them, and is locked when published."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection

from config.filling.progress import Progress
from config.filling.sheets import Sheet
from config.filling.write_ups import WriteUp
from live import crdt
from live.models import Document, Update
from postmortems.models import Section

BATCH = 500
SIZES = "UPDATE live_document AS d SET size = length(u.data) FROM live_update AS u WHERE u.document_id = d.id"


def open_empty(write_ups: list[WriteUp], progress: Progress) -> None:
    """Before the write-ups, which name them; the key is the write-up's."""
    rows = ((each.pk, each.state == "published", n, n, n) for each in write_ups for n in [int(each.is_far)])
    Sheet(Document, "id locked head materialised marked").copy(rows, progress)


def write_logs(write_ups: list[WriteUp], progress: Progress) -> None:
    """After the sections, whose texts they hold."""
    written = [each for each in write_ups if each.is_far]
    for start in range(0, len(written), BATCH):
        batch = {each.pk: each for each in written[start : start + BATCH]}
        texts: defaultdict[int, dict[str, str]] = defaultdict(dict)
        sections = Section.objects.filter(postmortem__in=batch, prose=True)
        for pk, key, body in sections.values_list("postmortem", "key", "body"):
            texts[pk][key] = body
        rows = [(pk, pk, 1, crdt.change_to(texts[pk]), each.authors[0], each.started_at) for pk, each in batch.items()]
        Sheet(Update, "id document seq data author at").copy(rows, progress)
    with connection.cursor() as cursor:
        cursor.execute(SIZES)
