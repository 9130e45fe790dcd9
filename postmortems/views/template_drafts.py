"""The draft of a template's next version, edited section by section."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from kit.errors import Refused, Stale
from kit.http import onward
from postmortems import layouts, workflow
from postmortems.forms.templates import ChecklistForm, PublishTemplateForm, TemplateSectionForm, again
from postmortems.models import Template, TemplateSection, TemplateVersion
from postmortems.views.drafting import posted
from postmortems.views.templates import EDITS, compared


@guards(EDITS)
@require_POST
def open_draft(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Template.objects.all(), EDITS, slug=slug)
    workflow.open_draft(shown, by=request.user)
    return redirect("postmortems:template_draft", slug)


@guards(EDITS)
@require_safe
def template_draft(request: Request, slug: str) -> HttpResponse:
    return _page(request, _draft(request, slug))


@guards(EDITS)
@require_POST
def edit_checklist(request: Request, slug: str) -> HttpResponse:
    draft = _draft(request, slug)
    form = ChecklistForm(request.POST)
    if not form.is_valid():
        return _page(request, draft, checklist=form, status=422)
    try:
        workflow.edit_checklist(draft, by=request.user, **form.cleaned_data)
    except Stale as stale:
        form.add_error(None, stale.reasons)
        again(form, _draft(request, slug).edits)
        return _page(request, draft, checklist=form, status=409)
    return _back(request, slug, "checklist", "Checklist saved")


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_template_section(request: Request, slug: str) -> HttpResponse:
    draft = _draft(request, slug)
    form = TemplateSectionForm(posted(request))
    if form.is_valid():
        try:
            once = form.cleaned_data["once"]
            section = workflow.add_section(draft, by=request.user, once=once, **form.chosen())
            return _back(request, slug, f"section-{section.key}", "Section added")
        except Refused as refused:
            form.add_error(None, refused.reasons)
    return _section_form(request, draft, form, title="Add a section", verb="Add section")


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_template_section(request: Request, slug: str, key: str) -> HttpResponse:
    section = _section(request, slug, key)
    form = TemplateSectionForm(posted(request), instance=section, initial={"edits": section.edits})
    words: dict[str, Any] = {"title": section.title, "verb": "Save section", "section": section}
    if form.is_valid():
        try:
            edits = form.cleaned_data["edits"] or 0
            workflow.edit_section(_section(request, slug, key), by=request.user, edits=edits, **form.chosen())
            return _back(request, slug, f"section-{key}", "Section saved")
        except Stale as stale:
            form.add_error(None, stale.reasons)
            return _section_form(request, section.version, form, changed=stale.current, **words)
        except Refused as refused:
            form.add_error(None, refused.reasons)
    return _section_form(request, section.version, form, **words)


@guards(EDITS)
@require_POST
def move_template_section(request: Request, slug: str, key: str) -> HttpResponse:
    section = _section(request, slug, key)
    where = request.POST.get("where") if request.POST.get("where") == "down" else "up"
    workflow.move_section(section, by=request.user, up=where == "up")
    # The same button takes the focus again, so that a section is carried on by pressing Enter.
    return redirect(f"{reverse('postmortems:template_draft', args=[slug])}?at={where}-{key}")


@guards(EDITS)
@require_POST
def remove_template_section(request: Request, slug: str, key: str) -> HttpResponse:
    workflow.remove_section(_section(request, slug, key), by=request.user)
    undo = reverse("postmortems:bring_back_template_section", args=[slug, key])
    return _back(request, slug, "gone", "Section removed", undo=undo)


@guards(EDITS)
@require_POST
def bring_back_template_section(request: Request, slug: str, key: str) -> HttpResponse:
    workflow.bring_back_section(_section(request, slug, key), by=request.user)
    return _back(request, slug, f"section-{key}", "Section is back")


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_template(request: Request, slug: str) -> HttpResponse:
    """What is different from the version before is seen first."""
    draft = _draft(request, slug)
    form = PublishTemplateForm(posted(request))
    if form.is_valid():
        version = workflow.publish_template(draft, by=request.user, note=form.cleaned_data["note"])
        return onward(request, draft.template, said=f"Version {version.number} published")
    missing = layouts.missing(draft.sections.kept(), draft.checklist)
    before = draft.template.versions.published().order_by("-number").first()
    context = {"draft": draft, "form": form, "missing": missing, "before": before}
    context |= compared(before, draft) if before else {}
    return render(request, "postmortems/templates/publish.html", context, status=422 if form.is_bound else 200)


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard_draft(request: Request, slug: str) -> HttpResponse:
    draft = _draft(request, slug)
    if request.method == "POST":
        workflow.discard_draft(draft, by=request.user)
        return onward(request, draft.template, said="Draft discarded")
    return render(request, "postmortems/templates/discard.html", {"draft": draft})


def _draft(request: Request, slug: str) -> TemplateVersion:
    rows = TemplateVersion.objects.select_related("template")
    draft: TemplateVersion = found(request, rows, EDITS, template__slug=slug, published_at__isnull=True)
    return draft


def _section(request: Request, slug: str, key: str) -> TemplateSection:
    rows = TemplateSection.objects.select_related("version__template")
    section: TemplateSection = found(
        request, rows, EDITS, version__template__slug=slug, version__published_at__isnull=True, key=key
    )
    return section


def _page(
    request: Request, draft: TemplateVersion, *, checklist: ChecklistForm | None = None, status: int = 200
) -> HttpResponse:
    rows = list(draft.sections.all())
    shown = {"checklist": "\n".join(draft.checklist), "edits": draft.edits}
    context = {
        "draft": draft,
        "sections": [row for row in rows if row.removed_at is None],
        "gone": [row for row in rows if row.removed_at is not None],
        "form": checklist or ChecklistForm(initial=shown),
        "at": request.GET.get("at", ""),
    }
    return render(request, "postmortems/templates/draft.html", context, status=status)


def _back(request: Request, slug: str, place: str, said: str, *, undo: str = "") -> HttpResponse:
    messages.success(request, said, extra_tags=undo)
    return HttpResponseRedirect(f"{reverse('postmortems:template_draft', args=[slug])}#{place}")


def _section_form(
    request: Request, draft: TemplateVersion, form: TemplateSectionForm, *, changed: Any = None, **words: Any
) -> HttpResponse:
    """After a stale one, saving again saves over what it says now."""
    if changed is not None:
        again(form, changed.edits)
    context = {"draft": draft, "form": form, "changed": changed, **words}
    status = 409 if changed is not None else 422 if form.is_bound else 200
    return render(request, "postmortems/templates/section.html", context, status=status)
