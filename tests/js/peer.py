"""The server's side of yjs.test.mjs: one question a line, one answer a line, bytes in base64."""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from live import crdt, updates


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Its texts, in the order of arrival and folded; and the update of typing `texts` over them, if that is asked."""
    found = [b64decode(each) for each in asked["updates"]]
    for each in found:
        updates.read(each)
    doc = crdt.build(found)
    before, state = crdt.texts(doc), doc.get_state()
    try:
        folded = crdt.folded(found)
    except crdt.Invalid:
        return {"hole": True}
    for key, text in asked.get("texts", {}).items():
        crdt.set_text(doc, key, text)
    return {
        "texts": before,
        "refolded": crdt.texts(crdt.build([folded])),
        "folded": b64encode(folded).decode(),
        "since": b64encode(crdt.since(doc, b64decode(asked["state"]))).decode(),
        "update": b64encode(crdt.since(doc, state)).decode(),
        "after": crdt.texts(doc),
    }


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
