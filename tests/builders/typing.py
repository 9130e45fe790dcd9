"""Typing, as browsers' rooms append it."""

from django.db import connection

from live import store
from live.models import Document
from postmortems.models import Postmortem
from tests.live.typist import Typist


def typed(postmortem: Postmortem, words: str, by: int, key: str = "what_happened") -> None:
    """At the end of a section; the plain text follows when somebody catches up."""
    typist = Typist().reads(Document.objects.get(pk=postmortem.document_id))
    store.append(postmortem.document_id, [typist.types(key, words)], [by])


class Ear:
    """Hears what PostgreSQL delivers to the processes that listen."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("LISTEN live")

    def heard(self) -> set[str]:
        """What was said by transactions that have committed, presence and updates apart."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        assert connection.connection is not None
        said = {note.payload for note in connection.connection.notifies(timeout=0.2)}
        return {words for words in said if words[0] in "rt"}
