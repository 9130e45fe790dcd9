"""The policy table in templates: `{% load policy %}{% may "actions.decide" action as can_decide %}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context

from accounts import policy

register = template.Library()


@dataclass(frozen=True)
class Answer:
    """True or false to `{% if %}`; `why` is the sentence the verb would refuse with, empty when it would not."""

    allowed: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.allowed


@register.simple_tag(takes_context=True)
def may(context: Context, verb: str, subject: Any = None) -> Answer:
    """Whether the reader may do this to the subject. Costs queries unless its people and teams are prefetched."""
    user = context["request"].user
    if policy.allows(verb, user, subject):
        return Answer(allowed=True)
    return Answer(allowed=False, why=policy.refusal(verb))
