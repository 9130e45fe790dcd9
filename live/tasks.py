import logging

from celery import shared_task
from django.db import DatabaseError

from live import materialise, store
from live.crdt import Invalid
from live.models import Document

logger = logging.getLogger(__name__)


@shared_task(name="live.tasks.sweep")
def sweep() -> int:
    """Hand out the texts that no room has: a process was killed, or code of ours wrote while nobody was connected."""
    done = 0
    for document_id in materialise.behind():
        try:
            done += materialise.catch_up(document_id)
        except (DatabaseError, Invalid, Document.DoesNotExist):
            logger.exception("Document %s was not materialised", document_id)
    return done


@shared_task(name="live.tasks.fold")
def fold() -> int:
    """Fold logs that nobody has folded since they were written. Returns how many rows went."""
    gone = 0
    for document_id in store.unfolded():
        try:
            gone += store.compact(document_id)
        except (DatabaseError, Invalid, Document.DoesNotExist):
            logger.exception("Document %s was not folded", document_id)
    return gone
