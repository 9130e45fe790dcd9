"""What the doors of the editor share: finding the draft, and answering with the regions a change touches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts import policy
from accounts.guards import found
from accounts.request import Request
from incidents.references import number_of
from kit.errors import Stale
from kit.http import is_partial, toast
from postmortems.editor import Editor
from postmortems.models import Postmortem, Section


def the_draft(request: Request, reference: str, verb: str = "postmortems.edit", *, around: Any = ()) -> Postmortem:
    """`around` is what the page needs beside it; rights are asked of the same rows."""
    rows = Postmortem.objects.select_related("incident", "template_version__template").prefetch_related(*around)
    return found(request, rows, verb, incident__number=number_of(reference))


def may_publish(request: Request, postmortem: Postmortem) -> bool:
    """Whether it is time, and this person's to do; their right is asked of the few that are ready only."""
    return postmortem.is_publishable and policy.allows("postmortems.publish", request.user, postmortem)


def the_row(request: Request, postmortem: Postmortem, rows: Any, pk: int) -> Any:
    """A row of this write-up, removed ones too when `rows` holds them."""
    return found(request, rows.select_related("postmortem__incident"), postmortem=postmortem, pk=pk)


def posted(request: Request) -> Any:
    """The data of a form that was sent, also when it has no fields of its own; None when it is only asked for."""
    return request.POST if request.method == "POST" else None


def the_section(request: Request, postmortem: Postmortem, **lookup: Any) -> Section:
    section: Section = found(request, Section.objects.all(), postmortem=postmortem, **lookup)
    return section


def address(postmortem: Postmortem, verb: str, *args: Any) -> str:
    return reverse(f"postmortems:{verb}", args=[postmortem.incident.reference, *args])


def view_of(request: Request) -> str:
    """Write, side by side or preview: the page's own address says it, also when htmx asks on its behalf."""
    current = request.htmx.current_url or ""
    return request.GET.get("view") or ("split" if "view=split" in current else "")


def block_answer(
    request: Request, postmortem: Postmortem, block: str, *, said: str, undo: str = "", status: int = 200
) -> HttpResponse:
    """After a verb on a block: its fresh region and what else shows it, or the way back to it."""
    editor = Editor(postmortem, request.user, view_of(request))
    part = editor.part_with(block)
    if is_partial(request):
        context = {"editor": editor, "part": part, "postmortem": postmortem}
        response = render(request, "postmortems/editor/_block_update.html", context, status=status)
        return toast(response, said, undo=undo)
    messages.success(request, said, extra_tags=undo)
    key = part.section.key if part else ""
    return HttpResponseRedirect(f"{address(postmortem, 'edit')}#section-{key}")


def form_answer(request: Request, postmortem: Postmortem, form: BaseForm, block: str, **words: Any) -> HttpResponse:
    """The dialog (or page) with the form of a row. Words: title, button, lede, changed (what it says now)."""
    context = {
        "form": form,
        "postmortem": postmortem,
        "region": f"block-{block}" if block else "",
        "people_url": reverse("accounts:people_search"),
        **words,
    }
    status = 409 if words.get("changed") else 422 if form.is_bound and form.errors else 200
    response = render(request, "postmortems/editor/row_form.html", context, status=status)
    if is_partial(request) and status != 200:
        response["HX-Retarget"], response["HX-Reswap"] = "#dialog", "innerHTML"
    return response


def stale_answer(
    request: Request, postmortem: Postmortem, form: BaseForm, block: str, stale: Stale, **words: Any
) -> HttpResponse:
    """The form again with what was typed, what the row says now, and the version to save over.

    Name in `says` what the row says where its fields are not called like the form's.
    """
    current: Any = stale.current
    says = words.pop("says", {})
    again = form.data.copy()  # type: ignore[attr-defined]
    again["version"] = current.version
    form.data = again
    typed = form.cleaned_data
    now = {name: says[name] if says else getattr(current, name, None) for name in form.fields if name != "version"}
    names = [name for name in now if typed.get(name) != now[name]]
    changed = [(form.fields[name].label or name.capitalize(), _shown(current, name, now[name])) for name in names]
    return form_answer(request, postmortem, form, block, changed=changed, reasons=stale.reasons, **words)


def _shown(row: Any, name: str, value: Any) -> str:
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else "" if value is None else value)
