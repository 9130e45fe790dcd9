"""The product for the camera: the demo in a database of its own, served at a moment that stands still."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection
from django.test import Client

from config.demo.playing import play
from config.wsgi import application
from kit import clock

MOMENT = datetime(2026, 5, 12, 8, 20, tzinfo=UTC)
DATABASE = "debrief_screenshots"


@contextmanager
def demo() -> Iterator[None]:
    """The demo told up to MOMENT, in a database that is gone afterwards and a cache nobody else reads."""
    settings.CACHES["default"]["KEY_PREFIX"] = DATABASE
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        play(at=MOMENT, step=lambda: None)
        yield
    finally:
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = before
        # The browser's last connection may not have been noticed as closed yet.
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        if args and str(args[1]) >= str(HTTPStatus.INTERNAL_SERVER_ERROR):
            super().log_message(format, *args)


def stopped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    with clock.at(MOMENT):
        return application(environ, start_response)


@contextmanager
def served() -> Iterator[str]:
    """The address of the product while the block lasts."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(stopped)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def cookie(handle: str) -> str:
    """The session of this person, past the sign-in form."""
    client = Client()
    client.force_login(get_user_model().objects.get(handle=handle))
    return client.cookies[settings.SESSION_COOKIE_NAME].value
