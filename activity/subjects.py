"""Subjects of the record and of notices: any model row, named by label and key.

This app lies below those whose rows it names. It asks of them, by name: `get_absolute_url()`, `reference` (the
incident's, or ""), `safe_title` (the title unless it is restricted, then the reference alone) and, of their default
manager, `visible_to(user)`.
"""

from typing import Any

from django.apps import apps
from django.db import models


def label_of(subject: models.Model) -> str:
    """For example "incidents.incident"."""
    return subject._meta.label_lower


def reference_of(subject: models.Model) -> str:
    return str(getattr(subject, "reference", ""))


def find(subject_type: str, subject_id: int, *, visible_to: Any) -> models.Model | None:
    """The row as this person may see it: None when it is gone or hidden from them."""
    model = apps.get_model(subject_type)
    return model._default_manager.visible_to(visible_to).filter(pk=subject_id).first()


def find_open(subject_type: str, subject_id: int) -> models.Model | None:
    """The row for a mailing list, which has no rights of its own: None when it is restricted."""
    found = row(subject_type, subject_id)
    return found if found is not None and getattr(found, "is_open_to_all", True) else None


def row(subject_type: str, subject_id: int) -> models.Model | None:
    """Whoever may see it: for those who say no more of it than they may."""
    found: models.Model | None = apps.get_model(subject_type)._default_manager.filter(pk=subject_id).first()
    return found
