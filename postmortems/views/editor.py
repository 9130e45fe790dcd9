"""The editor's page, and what stands in its head."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from incidents.models import Incident
from incidents.references import number_of
from kit.errors import Refused
from postmortems import workflow
from postmortems.editor import Editor
from postmortems.forms.writing import AuthorsForm, StartForm, TitleForm
from postmortems.models import Postmortem, Template
from postmortems.views.drafting import address, form_answer, the_draft


# The one page that holds its text twice, as shown and as sent back; who types seldom opens it, so it costs little.
@gzip_page
@require_safe
def edit(request: Request, reference: str) -> HttpResponse:
    """Whoever may not write follows what the others do."""
    postmortem = the_draft(request, reference, "")
    editor = Editor(postmortem, request.user, request.GET.get("view", ""))
    editor.layout = request.GET.get("layout", "")
    return render(request, "postmortems/editor/page.html", {"editor": editor, "postmortem": postmortem})


@guards("postmortems.start")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request, reference: str) -> HttpResponse:
    incident = found(request, Incident.objects.all(), "postmortems.start", number=number_of(reference))
    if Postmortem.objects.filter(incident=incident).exists():
        return redirect("postmortems:edit", reference)
    fitting, why = workflow.fitting(incident)
    needs_reason = incident.decision == Incident.Decision.NONE
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, by=request.user, fitting=fitting, needs_reason=needs_reason)
    if form.is_valid():
        return _started(request, incident, form)
    templates = Template.objects.current()
    context = {"incident": incident, "form": form, "fitting": fitting, "why": why, "templates": templates}
    return render(request, "postmortems/editor/start.html", context, status=422 if form.is_bound else 200)


def _started(request: Request, incident: Incident, form: StartForm) -> HttpResponse:
    given = form.cleaned_data
    workflow.start(incident, by=request.user, **given)
    messages.success(request, "Write-up started")
    return redirect("postmortems:edit", incident.reference)


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def retitle(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    form = TitleForm(request.POST or None, instance=postmortem, initial={"version": postmortem.version})
    words = {"title": "Rename the write-up", "button": "Rename", "action": address(postmortem, "retitle")}
    if not form.is_valid():
        return form_answer(request, postmortem, form, "", **words)
    workflow.retitle(postmortem, by=request.user, **form.cleaned_data)
    return _back(request, postmortem, "Write-up renamed")


@guards("postmortems.change_authors")
@require_http_methods(["GET", "HEAD", "POST"])
def name_authors(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.change_authors")
    authors = [each.user for each in postmortem.authorships.select_related("user")]
    form = AuthorsForm(request.POST or None, initial={"authors": authors})
    words = {"title": "Authors", "button": "Name the authors", "action": address(postmortem, "name_authors")}
    if form.is_valid():
        try:
            workflow.name_authors(postmortem, by=request.user, users=form.cleaned_data["authors"])
            return _back(request, postmortem, "Authors named")
        except Refused as refused:
            form.add_error("authors", refused.reasons)
    return form_answer(request, postmortem, form, "", **words)


def _back(request: Request, postmortem: Postmortem, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(address(postmortem, "edit"))
