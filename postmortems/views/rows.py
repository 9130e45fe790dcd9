"""What the doors of the rows of a block do, whichever rows they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from accounts.request import Request
from kit.errors import Stale
from postmortems.models import Postmortem
from postmortems.views.drafting import address, block_answer, form_answer, stale_answer, the_draft, the_row


@dataclass(frozen=True)
class Rows:
    """Rows of one kind. `words` are the titles of its dialogs and what is said afterwards, by verb."""

    noun: str
    block: str
    kind: Any
    form: Callable[[Postmortem], Any]
    words: Mapping[str, str]

    def title(self, verb: str) -> dict[str, str]:
        return {"title": self.words[verb], "button": {"add": "Add", "edit": "Save"}[verb]}


def add(request: Request, reference: str, rows: Rows, verb: Callable[..., Any], **initial: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    form = rows.form(postmortem)(request.POST or None, initial=initial)
    if form.is_valid():
        verb(postmortem, by=request.user, once=form.cleaned_data["once"], **form.changes())
        return block_answer(request, postmortem, rows.block, said=rows.words["added"])
    here = address(postmortem, f"add_{rows.noun}")
    return form_answer(request, postmortem, form, rows.block, action=here, **rows.title("add"))


def edit(request: Request, reference: str, pk: int, rows: Rows, verb: Callable[..., Any]) -> HttpResponse:
    postmortem = the_draft(request, reference)
    row = the_row(request, postmortem, rows.kind.objects, pk)
    form = rows.form(postmortem)(request.POST or None, instance=row)
    words = {"action": address(postmortem, f"edit_{rows.noun}", pk), **rows.title("edit")}
    if not form.is_valid():
        return form_answer(request, postmortem, form, rows.block, **words)
    try:
        verb(row, by=request.user, version=form.cleaned_data["version"], **form.changes())
    except Stale as stale:
        return stale_answer(request, postmortem, form, rows.block, stale, **words)
    return block_answer(request, postmortem, rows.block, said=rows.words["saved"])


def remove(request: Request, reference: str, pk: int, rows: Rows, verb: Callable[..., Any]) -> HttpResponse:
    postmortem = the_draft(request, reference)
    verb(the_row(request, postmortem, rows.kind.everything, pk), by=request.user)
    undo = address(postmortem, f"restore_{rows.noun}", pk)
    return block_answer(request, postmortem, rows.block, said=rows.words["removed"], undo=undo)


def restore(request: Request, reference: str, pk: int, rows: Rows, verb: Callable[..., Any]) -> HttpResponse:
    postmortem = the_draft(request, reference)
    verb(the_row(request, postmortem, rows.kind.everything, pk), by=request.user)
    return block_answer(request, postmortem, rows.block, said=rows.words["restored"])
