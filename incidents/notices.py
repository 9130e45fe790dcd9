"""Notices hang on incidents by their reference; what is said here of an incident holds of the notices about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, Func, IntegerField, OuterRef, Q

from activity import sight

if TYPE_CHECKING:
    from accounts.models import User


class Numbered(Func):
    """The number in a reference; null for anything else."""

    template = "(substring(%(expressions)s from '^INC-([0-9]{1,9})$'))::int"
    output_field = IntegerField()


def hidden_from(user: User) -> Q:
    from incidents.models import Incident

    hidden = Incident.objects.hidden_from(user)
    return Q(Exists(hidden.filter(number=Numbered(OuterRef("reference")))))


def register() -> None:
    sight.register(hidden_from)
