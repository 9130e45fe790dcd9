"""WSGI entry point; config.asgi hands plain HTTP to it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from kit.embedded import ensure_env

ensure_env()

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
