"""What doors say of themselves: which verb of the policy table they serve.

The matrix test over all routes reads these marks, so a door that forgets its mark, or its check, fails there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts import policy

if TYPE_CHECKING:
    from accounts.request import Request

Door = Callable[..., HttpResponse]


def guards(verb: str) -> Callable[[Door], Door]:
    """Names the door's verb and turns away (403) those who may not do it to any subject whatever.

    Said the same way whether or not the subject exists, so it gives nothing away. Who may do it to *this* subject is
    asked by `found`, or by `policy.require` after the look-up and before the form is read.
    """
    if verb not in policy.POLICY:
        raise KeyError(f"{verb} has no row in accounts/policy.py")

    def mark(door: Door) -> Door:
        @wraps(door)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not policy.could(verb, request.user):
                raise PermissionDenied(policy.refusal(verb))
            return door(request, *args, **kwargs)

        guarded.verb = verb  # type: ignore[attr-defined]
        return guarded

    return mark


def found(request: Request, rows: Any, verb: str = "", **lookup: Any) -> Any:
    """The one visible row: 404 when there is none, 403 when the verb is not this person's to do to it."""
    try:
        row = get_object_or_404(rows.visible_to(request.user), **lookup)
    except (ValueError, OverflowError) as error:  # a number in the address that no row can have
        raise Http404 from error
    if verb:
        policy.require(verb, request.user, row)
    return row


def verb_of(door: Any) -> str:
    """The verb a door serves; empty for a door that only shows what its reader may see."""
    return str(getattr(door, "verb", ""))
