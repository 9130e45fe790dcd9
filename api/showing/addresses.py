from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse


def page(row: Any) -> str:
    """Where people read it."""
    return absolute(row.get_absolute_url())


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def resource(operation: str, *args: Any, **kwargs: Any) -> str:
    """Where programs read it."""
    return f"{settings.BASE_URL}{reverse(f'api:{operation}', args=args, kwargs=kwargs)}"
