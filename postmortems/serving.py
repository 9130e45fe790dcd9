"""Which template serves which incidents, and which of two goes first. Pure: the templates are passed in their order.

A template that names kinds goes before one that names severities only: what happened says more about the questions to
ask than how bad it was. Among equals the order decides. One that names neither serves nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from incidents.models import Incident


class Claims(Protocol):
    kinds: list[str]
    severities: list[str]


T = TypeVar("T", bound=Claims)


def serves(template: Claims, kind: str, severity: str) -> bool:
    if not template.kinds and not template.severities:
        return False
    return kind in (template.kinds or [kind]) and severity in (template.severities or [severity])


def serving(templates: Iterable[T], kind: str, severity: str) -> T | None:
    found = [each for each in templates if serves(each, kind, severity)]
    return min(found, key=lambda each: not each.kinds, default=None)


def ahead_of(template: T, templates: Sequence[T]) -> list[T]:
    """Those that take some incident which this one serves too."""
    pairs = [(kind, severity) for kind in Incident.Kind.values for severity in Incident.Severity.values]
    taken = [serving(templates, *pair) for pair in pairs if serves(template, *pair)]
    return [each for each in templates if each is not template and any(each is first for first in taken)]


def said(template: Claims) -> str:
    """For example "security incidents of SEV1 or SEV2"; empty when it serves nothing by itself."""
    kinds = _listed([str(Incident.Kind(kind).label).lower() for kind in template.kinds])
    severities = _listed([str(Incident.Severity(each).label) for each in template.severities])
    if not kinds and not severities:
        return ""
    whole = f"incidents of kind {kinds}" if kinds else "incidents"
    return f"{whole} of {severities}" if severities and not kinds else f"{whole}, {severities}" if severities else whole


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""
