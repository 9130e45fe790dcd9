"""Looking for words in short texts that have a trigram index."""

from __future__ import annotations

from django.db.models import Q

LEAST_ANYWHERE = 3


def tidy(words: str, longest: int) -> str:
    """What came as words to look for, without what no text in the database can hold."""
    return words.replace("\x00", "").strip()[:longest].rstrip()


def holds(field: str, words: str) -> Q:
    """Whether the field has the words in it, in any case. One letter or two are looked for where words begin:
    the index has no shorter pieces, and every text would have to be read."""
    if len(words) >= LEAST_ANYWHERE:
        return Q(**{f"{field}__icontains": words})
    return Q(**{f"{field}__istartswith": words}) | Q(**{f"{field}__icontains": f" {words}"})
