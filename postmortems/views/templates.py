"""Templates in the settings: what there is, for everybody to read, and the care of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from activity.models import Activity
from kit.diff import diff_rows
from kit.errors import Refused, Stale
from postmortems import layouts, serving, workflow
from postmortems.forms.templates import CompareVersionsForm, NewTemplateForm, TemplateForm, again
from postmortems.models import Template, TemplateVersion
from postmortems.views.drafting import posted

EDITS = "postmortems.edit_templates"


@require_safe
def templates(request: Request) -> HttpResponse:
    """Those in use in their order of precedence, each with what it serves and who goes first where two do."""
    is_published = Q(versions__published_at__isnull=False)
    # Said here, because a query that groups forgets the order of its model.
    rows = (
        Template.objects.visible_to(request.user)
        .order_by("order")
        .annotate(
            newest=Max("versions__number", filter=is_published),
            drafts=Count("versions", filter=~is_published & Q(versions__isnull=False)),
        )
    )
    current = [row for row in rows if row.archived_at is None]
    lines = [(row, serving.said(row), serving.ahead_of(row, current)) for row in current]
    may_edit = policy.allows(EDITS, request.user)
    archived = [row for row in rows if row.archived_at is not None and (row.newest or may_edit)]
    return render(request, "postmortems/templates/index.html", {"lines": lines, "archived": archived})


@require_safe
def template(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Template.objects.all(), slug=slug)
    versions = TemplateVersion.objects.visible_to(request.user).filter(template=shown).select_related("created_by")
    rows = list(versions.annotate(write_ups=Count("postmortems")).order_by("-number"))
    current = [] if shown.archived_at else list(Template.objects.current())
    record = Activity.objects.about(shown).select_related("actor").order_by("-pk")[:20]
    context = {
        "template": shown,
        "published": [row for row in rows if row.published_at],
        "draft": next((row for row in rows if not row.published_at), None),
        "serves": serving.said(shown),
        "ahead": serving.ahead_of(shown, current),
        "record": record,
    }
    return render(request, "postmortems/templates/template.html", context)


@require_safe
def template_version(request: Request, slug: str, number: int) -> HttpResponse:
    """As an empty write-up would look."""
    version = _version(request, slug, number)
    sections = version.sections.kept()
    return render(request, "postmortems/templates/preview.html", {"version": version, "sections": sections})


@require_safe
def compare_versions(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Template.objects.all(), slug=slug)
    rows = TemplateVersion.objects.visible_to(request.user).filter(template=shown).order_by("-number")
    versions = list(rows.prefetch_related("sections"))
    by_number = {str(each.number): each for each in versions}
    form = CompareVersionsForm(request.GET or None, versions=versions)
    if form.is_valid():
        old, new = by_number[form.cleaned_data["from"]], by_number[form.cleaned_data["to"]]
    else:
        old, new = versions[min(1, len(versions) - 1)], versions[0]
    context = {"template": shown, "versions": versions, "old": old, "new": new, **compared(old, new)}
    return render(request, "postmortems/templates/compare.html", context)


def compared(old: TemplateVersion, new: TemplateVersion) -> dict[str, Any]:
    before, after = list(old.sections.kept()), list(new.sections.kept())
    checks = diff_rows(
        [{"check": each} for each in old.checklist], [{"check": each} for each in new.checklist], "check"
    )
    return {"differences": layouts.differences(before, after), "checks": checks}


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def create_template(request: Request) -> HttpResponse:
    policy.require(EDITS, request.user)
    form = NewTemplateForm(posted(request))
    if form.is_valid():
        try:
            made = workflow.create_template(by=request.user, **form.cleaned_data)
            return redirect("postmortems:template_draft", made.slug)
        except Refused as refused:
            form.add_error("name", refused.reasons)
    return _form(request, form, title="New template", verb="Begin the draft")


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_template(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Template.objects.all(), EDITS, slug=slug)
    form = TemplateForm(posted(request), instance=shown, initial={"edits": shown.edits})
    words: dict[str, Any] = {"title": "What the template is for", "verb": "Save", "template": shown}
    if form.is_valid():
        try:
            saved = workflow.edit_template(shown, by=request.user, **form.cleaned_data)
            return _said(request, saved, "Template saved")
        except Stale as stale:
            form.add_error(None, stale.reasons)
            again(form, found(request, Template.objects.all(), slug=slug).edits)
            return _form(request, form, status=409, **words)
        except Refused as refused:
            form.add_error("name", refused.reasons)
    return _form(request, form, **words)


@guards(EDITS)
@require_POST
def reorder_template(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Template.objects.all(), EDITS, slug=slug)
    workflow.reorder_template(shown, by=request.user, up=request.POST.get("where") != "down")
    messages.success(request, "Order changed")
    return redirect("postmortems:templates")


@guards(EDITS)
@require_POST
def archive_template(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Template.objects.all(), EDITS, slug=slug)
    return _said(request, workflow.archive_template(shown, by=request.user), "Template archived")


@guards(EDITS)
@require_POST
def restore_template(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Template.objects.all(), EDITS, slug=slug)
    return _said(request, workflow.restore_template(shown, by=request.user), "Template in use again")


def _version(request: Request, slug: str, number: int) -> TemplateVersion:
    rows = TemplateVersion.objects.select_related("template")
    version: TemplateVersion = found(request, rows, template__slug=slug, number=number)
    return version


def _said(request: Request, template: Template, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(template)


def _form(request: Request, form: BaseForm, *, status: int = 0, **words: Any) -> HttpResponse:
    status = status or (422 if form.is_bound else 200)
    return render(request, "postmortems/templates/form.html", {"form": form, **words}, status=status)
