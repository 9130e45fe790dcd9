"""WSGI entry point; config.asgi hands plain HTTP to it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from kit.embedded import ensure_env  # noqa: E402

ensure_env()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
