"""Django in the test, on the database of a site that the test kills."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import dj_database_url
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections

from kit.embedded.binaries import postgres_bin


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


def furnish(url: str) -> None:
    """Give an empty database what the tests' own has while no test uses it: quicker than to run all migrations."""
    name = quote(str(connection.settings_dict["NAME"]))
    ours = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    dumped = subprocess.run([postgres_bin() / "pg_dump", "--dbname", ours], check=True, capture_output=True).stdout
    given = ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--dbname", url]
    subprocess.run([postgres_bin() / "psql", *given], input=dumped, check=True, capture_output=True)
