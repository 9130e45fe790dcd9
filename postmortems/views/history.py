from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from activity.models import Activity
from kit import clock
from kit.http import onward
from postmortems import contributors, workflow
from postmortems.comparison import SectionChange
from postmortems.comparison import compare as compared
from postmortems.content import Content, freeze
from postmortems.document import Document
from postmortems.models import Postmortem, Revision
from postmortems.related import known_to
from postmortems.views.drafting import address, the_draft, the_section

NEWEST = 50
NOW = "now"


@require_safe
def history(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "")
    rows = Revision.objects.visible_to(request.user).filter(postmortem=postmortem)
    revisions = list(rows.select_related("by").defer("content"))
    written = contributors.by_revision(postmortem, revisions)
    context = {
        "postmortem": postmortem,
        "revisions": [(revision, written.get(revision.pk)) for revision in revisions],
        "choices": revisions,
        "unfrozen": written.get(None),
        "activities": Activity.objects.about(postmortem).select_related("actor")[:NEWEST],
        "can_restore": _can_restore(request, postmortem),
    }
    return render(request, "postmortems/history/history.html", context)


@require_safe
def compare(request: Request, reference: str) -> HttpResponse:
    """`?from=2&to=4`, or `to=now` while the text can change; without them the two newest."""
    postmortem = the_draft(request, reference, "")
    rows = Revision.objects.visible_to(request.user).filter(postmortem=postmortem)
    revisions = list(rows.select_related("by").defer("content"))
    old, newest = _chosen(revisions, request.GET.get("from", ""), request.GET.get("to", ""))
    new = None if request.GET.get("to") == NOW and postmortem.is_editable else newest
    written = contributors.between(postmortem, revisions, old, new)
    changes = _changes(request, old, new.content if new else freeze(postmortem))
    context: dict[str, Any] = {"postmortem": postmortem, "old": old, "new": new, "revisions": revisions}
    context["changes"] = [(each, written.get(each.key)) for each in changes]
    context["restorable"] = _restorable(postmortem, old) if _can_restore(request, postmortem) else ()
    return render(request, "postmortems/history/compare.html", context)


def _changes(request: Request, old: Revision, after: Content) -> list[SectionChange]:
    found = compared(old.content, after, known_to(request.user, old.content, after))
    return [each for each in found if each.is_changed]


def _chosen(rows: list[Revision], asked_old: str, asked_new: str) -> tuple[Revision, Revision]:
    by_number = {str(each.number): each for each in rows}
    new = by_number.get(asked_new, rows[0] if rows else None)
    if new is None:
        raise Http404
    older = [each for each in rows if each.number < new.number or asked_new == NOW]
    return by_number.get(asked_old, older[0] if older else new), new


def _can_restore(request: Request, postmortem: Postmortem) -> bool:
    return postmortem.is_editable and policy.allows("postmortems.restore", request.user, postmortem)


def _restorable(postmortem: Postmortem, revision: Revision) -> set[str]:
    """Keys of the sections that had another text than they have now."""
    present = dict(postmortem.sections.filter(prose=True).values_list("key", "body"))
    texts = [(each["key"], each["body"]) for each in revision.content["sections"]]
    return {key for key, body in texts if body.strip() and present.get(key, body) != body}


@require_safe
def revision(request: Request, reference: str, number: int) -> HttpResponse:
    postmortem = the_draft(request, reference, "")
    rows = Revision.objects.select_related("by")
    revision = found(request, rows, postmortem=postmortem, number=number)
    document = Document(revision.content, live=[], on=clock.today(request.user.zone))
    context = {"postmortem": postmortem, "incident": postmortem.incident, "revision": revision, "document": document}
    return render(request, "postmortems/history/revision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guards("postmortems.restore")
def restore(request: Request, reference: str, number: int) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.restore")
    revision = found(request, Revision.objects, postmortem=postmortem, number=number)
    if request.method == "POST":
        workflow.restore(postmortem, by=request.user, revision=revision)
        return onward(request, address(postmortem, "history"), said=f"Revision {number} restored")
    return render(request, "postmortems/history/restore.html", {"postmortem": postmortem, "revision": revision})


@require_http_methods(["GET", "HEAD", "POST"])
@guards("postmortems.restore")
def restore_section(request: Request, reference: str, number: int, key: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.restore")
    revision = found(request, Revision.objects, postmortem=postmortem, number=number)
    section = the_section(request, postmortem, key=key)
    if request.method == "POST":
        workflow.restore_section(postmortem, by=request.user, revision=revision, key=key)
        return onward(request, address(postmortem, "history"), said=f"“{section.title}” is as in revision {number}")
    context = {"postmortem": postmortem, "revision": revision, "section": section}
    return render(request, "postmortems/history/restore.html", context)
