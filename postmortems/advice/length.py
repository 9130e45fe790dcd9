from __future__ import annotations

from collections.abc import Iterator

from postmortems.advice.advice import Advice
from postmortems.snapshot import Snapshot

MANY_WORDS = 3_000
GIVES_UP = "Most readers stop before the end of a text this long. Move detail that few need to the references."


def length(snapshot: Snapshot) -> Iterator[Advice]:
    if snapshot.words > MANY_WORDS:
        longest = max(snapshot.texts, key=lambda text: text.words)
        title = f"{snapshot.words:,} words; {MANY_WORDS:,} are more than most people read"
        place = f"{longest.title} is the longest section, {longest.words:,} words"
        yield Advice("length", longest.key, title, GIVES_UP, (place,))
