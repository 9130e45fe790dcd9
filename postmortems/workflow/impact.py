from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from activity import once as tokens
from activity.record import record
from kit import clock
from postmortems.models import ImpactFigure, Postmortem
from postmortems.workflow.editing import change, next_order, opened, opened_row, token_of, touched

FIELDS = ("area", "label", "value", "detail", "certainty")


@transaction.atomic
def add_figure(
    postmortem: Postmortem,
    *,
    by: User,
    area: str,
    label: str,
    value: str,
    detail: str = "",
    certainty: str = ImpactFigure.Certainty.MEASURED,
    once: str = "",
) -> ImpactFigure:
    postmortem = opened(postmortem, by)
    if not tokens.claim(key := token_of("figure", by, once)):
        return tokens.made(key, ImpactFigure)
    figure: ImpactFigure = ImpactFigure.objects.create(
        postmortem=postmortem,
        area=area,
        label=label,
        value=value,
        detail=detail,
        certainty=certainty,
        order=next_order(ImpactFigure.everything.filter(postmortem=postmortem)),
    )
    tokens.settle(key, figure)
    touched(postmortem)
    record("figure.added", postmortem, by=by, data={"label": label, "value": value})
    return figure


@transaction.atomic
def edit_figure(figure: ImpactFigure, *, by: User, version: int, **changes: Any) -> ImpactFigure:
    """Raises Stale, with the figure as it is now, when it was changed since `version`."""
    figure = opened_row(figure, by, version)
    if differing := change(figure, changes, FIELDS):
        touched(figure.postmortem)
        record("figure.edited", figure.postmortem, by=by, data={"label": figure.label, "changed": differing})
    return figure


@transaction.atomic
def remove_figure(figure: ImpactFigure, *, by: User) -> ImpactFigure:
    figure = opened_row(figure, by)
    figure.removed_at = clock.now()
    figure.save(update_fields=["removed_at"])
    touched(figure.postmortem)
    record("figure.removed", figure.postmortem, by=by, data={"label": figure.label, "value": figure.value})
    return figure


@transaction.atomic
def restore_figure(figure: ImpactFigure, *, by: User) -> ImpactFigure:
    postmortem = opened(figure.postmortem, by)
    figure = ImpactFigure.everything.locked(figure.pk)
    if figure.removed_at is not None:
        figure.removed_at = None
        figure.save(update_fields=["removed_at"])
        touched(postmortem)
        record("figure.restored", postmortem, by=by, data={"label": figure.label, "value": figure.value})
    return figure
