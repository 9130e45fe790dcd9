"""Files of an incident: sent, shown, offered for download. None of them is ever a page of ours."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from incidents import files, workflow
from incidents.models import Attachment, Incident
from incidents.views import page
from incidents.views.zone import in_chosen_zone
from kit.errors import Refused

ATTACHES = "incidents.attach"
YEAR_SECONDS = 365 * 24 * 3600
# Whatever a browser thinks of a file, it may run, load and frame nothing.
SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": f"private, max-age={YEAR_SECONDS}, immutable",
}


@guards(ATTACHES)
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: Request, reference: str) -> HttpResponse:
    """Several at once. A script gets sentences as JSON and reloads what shows them; a form gets the page."""
    incident = page.the_incident(request, reference, ATTACHES)
    if request.method != "POST":
        return render(request, "incidents/attach.html", {"incident": incident, "files": files})
    kept, problems = _kept(request, incident)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"kept": kept, "problems": problems}, status=409 if problems else 201)
    if problems:
        context = {"incident": incident, "files": files, "problems": problems, "kept": kept}
        return render(request, "incidents/attach.html", context, status=422)
    messages.success(request, f"{kept} file{'s' * (kept != 1)} attached")
    return HttpResponseRedirect(f"{incident.get_absolute_url()}#attachments")


@require_safe
@in_chosen_zone
def attachment(request: Request, reference: str, pk: int) -> HttpResponse:
    """A page about the file: the picture, the beginning of a text, or what it is."""
    incident = page.the_incident(request, reference)
    shown = found(request, Attachment.objects.kept().select_related("by"), incident=incident, pk=pk)
    text, is_cut = files.preview(bytes(shown.data)) if shown.is_text else ("", False)
    context = {"incident": incident, "attachment": shown, "text": text, "is_cut": is_cut}
    return render(request, "incidents/attachment.html", context)


@require_safe
def download(request: Request, reference: str, pk: int) -> HttpResponse:
    """The bytes, to be saved. Pictures alone are shown where a page of ours asks for them."""
    shown = _one(request, reference, pk)
    inline = shown.is_picture and request.GET.get("show") == "1"
    kind = "inline" if inline else "attachment"
    headers = {**SAFE, "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(shown.name)}"}
    return HttpResponse(bytes(shown.data), content_type=shown.content_type, headers=headers)


@require_safe
def thumbnail(request: Request, reference: str, pk: int) -> HttpResponse:
    shown = _one(request, reference, pk)
    if not shown.thumbnail:
        raise Http404
    return HttpResponse(bytes(shown.thumbnail), content_type="image/webp", headers=SAFE)


@guards(ATTACHES)
@require_POST
@in_chosen_zone
def remove_attachment(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = page.the_incident(request, reference, ATTACHES)
    shown = found(request, Attachment.objects.kept().light(), incident=incident, pk=pk)
    workflow.remove_attachment(shown, by=request.user)
    undo = reverse("incidents:restore_attachment", args=[reference, pk])
    return page.changed(request, incident, "File removed", undo=undo)


@guards(ATTACHES)
@require_POST
@in_chosen_zone
def restore_attachment(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = page.the_incident(request, reference, ATTACHES)
    shown = found(request, Attachment.objects.light(), incident=incident, pk=pk)
    workflow.restore_attachment(shown, by=request.user)
    return page.changed(request, incident, "File is back")


def _one(request: Request, reference: str, pk: int) -> Attachment:
    incident = page.the_incident(request, reference)
    shown: Attachment = found(request, Attachment.objects.kept(), incident=incident, pk=pk)
    return shown


def _kept(request: Request, incident: Incident) -> tuple[int, list[str]]:
    """How many were kept, and a sentence for each that was not."""
    sent = request.FILES.getlist("file")[:20]
    if not sent:
        return 0, ["Choose a file first."]
    kept, problems = 0, []
    for file in sent:
        try:
            # One byte more than fits is enough to refuse it.
            data = file.read(files.MOST_BYTES + 1)
            workflow.attach(incident, by=request.user, data=data, name=str(file.name or ""))
        except Refused as refused:
            problems.append(f"{files.plain_name(str(file.name or ''))}: {refused}")
        else:
            kept += 1
    return kept, problems
