"""A folder of old write-ups that Tomas has sent and not saved yet: what was understood of it waits for him."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

from config.demo.stage import Stage, Story
from exchange import workflow

SENT = timedelta(hours=3)
TEXTS = {
    "old-wiki/label-printers.md": """# Label printers at a standstill

| Date | 14 May 2021 |
| --- | --- |
| Severity | SEV2 |
| Start | 09:40 CET |
| End | 08:55 CET |
| Duration | 4 hours |

## What happened

A new driver was handed out to all print servers at once, and parcels left without labels.

## Timeline

| Time (CET) | Event |
| --- | --- |
| 08:10 | Driver handed out |
| 08:25 | First parcel without a label |
| 08:40 | Dispatch rings |
| 08:55 | Old driver back, labels come |

## Follow-up

- [ ] Hand drivers out to one server first (Ines Okafor, 2021-05-28)
- [x] Keep the old driver at hand (Tomas Lind, 2021-05-17)
""",
    "old-wiki/stock-figures.md": """# Stock figures of the day before

Date: 04/05/2021

## Summary

The shop sold what was gone, because figures of the day before stood in the cache.

## Sequence

- 06:00 UTC nightly job ends without a word
- 07:45 UTC first order that cannot be sent
- 07:30 UTC cache emptied by hand

## Lessons

Nobody owns the nightly job.
""",
}


def story(stage: Stage) -> Story:
    yield stage.end - SENT
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in TEXTS.items():
            archive.writestr(name, text)
    batch = workflow.receive(by=stage["tomas"], name="old-wiki.zip", data=packed.getvalue())
    workflow.read_waiting(batch.pk)
