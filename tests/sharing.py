"""What many tests only look at is written once, for all of a file."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def kept(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written inside is there until the block ends. For fixtures of a file whose tests roll back.

    Those tests ask for `db` too: what they write is gone after each of them, what the fixture wrote is not.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
