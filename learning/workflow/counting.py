"""How rare words are: counted now and then, so that likeness need not be asked of every text."""

from __future__ import annotations

import re

from django.db import connection, transaction

from accounts.models import User
from actions.models import Action
from kit import clock
from learning.models import Corpus, Term
from library.models import Entry

# Beyond these many a sample is read.
MOST = {Corpus.Kind.INCIDENTS: 12_000, Corpus.Kind.ACTIONS: 60_000}
# Counted anew once so much has been added, and at least daily.
GROWN, OLD_SECONDS = 1.1, 86_400
PLAIN = "^[a-z]{3,24}[0-9]?[a-z]?$"
# What a restricted text says must not even shift a number.
READ = {
    Corpus.Kind.INCIDENTS: (
        "SELECT e.words FROM (SELECT incident_id, words FROM library_writtenwords {sample}"
        " UNION ALL SELECT incident_id, words FROM library_otherwords {sample}) AS e"
        " JOIN incidents_incident AS i ON i.id = e.incident_id WHERE i.visibility = 'organisation'"
    ),
    Corpus.Kind.ACTIONS: (
        "SELECT to_tsvector('english', a.title) FROM actions_action AS a {sample}"
        " LEFT JOIN incidents_incident AS i ON i.id = a.incident_id"
        " WHERE i.id IS NULL OR i.visibility = 'organisation'"
    ),
}


def count_when_due() -> list[str]:
    """The kinds that were counted anew."""
    return [kind for kind in Corpus.Kind.values if _is_due(kind) and count(kind)]


def _is_due(kind: str) -> bool:
    known = Corpus.objects.filter(kind=kind).first()
    if known is None:
        return True
    documents = _documents(kind)
    if documents > known.documents * GROWN or documents < known.documents / GROWN:
        return True
    return bool((clock.now() - known.at).total_seconds() > OLD_SECONDS)


@transaction.atomic
def count(kind: str) -> int:
    """Count the words of this kind of text anew. Returns how many different ones there are."""
    documents = _documents(kind)
    share = min(MOST[Corpus.Kind(kind)] / max(documents, 1), 1.0)
    sample = f"TABLESAMPLE SYSTEM ({share * 100:.3f}) REPEATABLE (1)" if share < 1 else ""
    read = READ[Corpus.Kind(kind)].format(sample=sample)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('learning.count'))")
        Term.objects.filter(kind=kind).delete()
        cursor.execute(f"SELECT count(*) FROM ({read}) AS r")  # noqa: S608 (no input in the text)
        counted = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO learning_term (kind, lexeme, documents)"
            " SELECT %s, word, ndoc FROM ts_stat(%s) WHERE word ~ %s",
            [kind, read, PLAIN],
        )
        _set_people_aside(kind, counted)
    Corpus.objects.update_or_create(kind=kind, defaults={"documents": documents, "counted": counted, "at": clock.now()})
    return Term.objects.filter(kind=kind).count()


def _documents(kind: str) -> int:
    model = Entry if kind == Corpus.Kind.INCIDENTS else Action
    return int(model.objects.count())


def _set_people_aside(kind: str, counted: int) -> None:
    """That the same person was there makes no two incidents alike: names count as words that stand everywhere."""
    said = User.objects.values_list("name", "handle")
    names = {word for row in said for text in row for word in re.findall(r"[a-z]{3,24}", text.lower())}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO learning_term (kind, lexeme, documents)"
            " SELECT DISTINCT %s, l, %s FROM unnest(%s::text[]) AS n (name),"
            " unnest(ts_lexize('english_stem', name) || name) AS l WHERE length(l) > 2"
            " ON CONFLICT (kind, lexeme) DO UPDATE SET documents = excluded.documents",
            [kind, max(counted, 1), sorted(names)],
        )
