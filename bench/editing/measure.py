"""The part `live`."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

from bench import product
from bench.editing import browsers, crowds, drafts

DOCUMENTS, ROUNDS = 1_000, 4
# A person has at most fifty sockets in a process.
PEOPLE = 25


def live(say: Any) -> dict[str, Any]:
    people, first = drafts.cookies(PEOPLE), drafts.editors(1)[0]
    known = {"load": os.getloadavg()[0]}
    product.collect_static()
    found: dict[str, Any] = {}
    with product.web("bench.built") as process, product.web("bench.built", product.PORT + 1):
        web, ports = product.family(process), (product.PORT, product.PORT + 1)
        draft = drafts.draft(first, updates=400)
        found["keystroke"] = asdict(browsers.keystrokes(ports, people, draft))
        say(f"  {found['keystroke']}")
        long = drafts.draft(first, updates=20_000)
        opened = browsers.opening(product.PORT, people[0], long)
        found["opening"] = {name: asdict(each) for name, each in opened.items()}
        say(f"  {found['opening']}")
    for editors in (200, 500):
        with product.web("bench.built") as process:
            web = product.family(process)
            draft = drafts.draft(first, updates=400)
            found[f"crowd-{editors}"] = asdict(crowds.crowd(web, product.PORT, people, draft, editors))
            say(f"  {found[f'crowd-{editors}']}")
    documents = drafts.readable(DOCUMENTS)
    with product.web("bench.built") as process:
        rounds = crowds.open_and_close(product.family(process), product.PORT, people, documents, ROUNDS)
        found["documents"] = {"count": len(documents), "rounds": rounds}
        say(f"  {found['documents']}")
    return found | known
