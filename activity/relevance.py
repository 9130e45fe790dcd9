"""Whether a notice still says something true at the moment of sending; each kind's owner registers its rule."""

from collections.abc import Callable
from typing import Any

from activity.models import Notice

# Answers "" when the notice is still worth sending, otherwise the reason why not.
Rule = Callable[[Notice, Any], str]

_rules: dict[str, Rule] = {}


def register(kind: str, rule: Rule) -> None:
    """`rule(notice, subject)` is asked after the subject was found visible to the recipient."""
    _rules[kind] = rule


def why_not(notice: Notice, subject: Any) -> str:
    rule = _rules.get(notice.kind)
    return rule(notice, subject) if rule else ""
