"""What the demo's teams learn from each other, as addresses to visit."""

from __future__ import annotations

from typing import Any

from config.demo import learning
from config.demo.stage import Stage
from incidents.models import Incident, Tag
from learning.models import External, Question, ReadingItem, Theme

VISITORS = {"question": "priya"}


def prepare(stage: Stage) -> Any:
    """The catalogue says what depends on what before anything is published; the story is told with the others."""
    learning.connect(stage)
    return learning.story(stage)


def args(payment: Incident) -> dict[str, tuple[Any, ...]]:
    question = Question.objects.filter(team__slug="payments").earliest("pk")
    return {
        "published": (payment.reference,),
        "question": (question.reference, "payments"),
        "reading item": ("payments", ReadingItem.objects.earliest("pk").pk),
        "external": (External.objects.earliest("pk").pk,),
        "theme": (Theme.objects.get().slug,),
        "theme page": ("own", Theme.objects.get().slug),
        "mode": (Tag.objects.get(kind="failure_mode", name="Capacity exhausted").pk,),
    }
