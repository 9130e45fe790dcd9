"""Django in the test, on the database of a site that the test kills."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
from django.contrib.contenttypes.models import ContentType
from django.db import connections


@contextmanager
def database(url: str, blocker: Any) -> Iterator[None]:
    """What Django does inside, in this thread, it does in the database at `url`. `blocker` is pytest-django's."""
    theirs = connections["default"]
    address = dict(dj_database_url.parse(url))
    mine = type(theirs)({**theirs.settings_dict, **address}, "default")
    connections["default"] = mine
    ContentType.objects.clear_cache()
    try:
        with blocker.unblock():
            yield
    finally:
        mine.close()
        connections["default"] = theirs
        ContentType.objects.clear_cache()
