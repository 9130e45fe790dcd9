"""Notices hang on incidents by their reference; what is said here of an incident holds of the notices about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet

from activity import sight

if TYPE_CHECKING:
    from accounts.models import User
    from incidents.models import Incident


class Numbered(Func):
    """The number in a reference; null for anything else."""

    template = "(substring(%(expressions)s from '^INC-([0-9]{1,9})$'))::int"
    output_field = IntegerField()


def _about(incidents: QuerySet[Incident]) -> Q:
    return Q(Exists(incidents.filter(number=Numbered(OuterRef("reference")))))


def hidden_from(user: User) -> Q:
    from incidents.models import Incident

    return _about(Incident.objects.hidden_from(user))


def closed() -> Q:
    from incidents.models import Incident

    return _about(Incident.objects.exclude(visibility="organisation"))


def register() -> None:
    sight.register(hidden_from, closed)
