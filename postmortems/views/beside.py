"""What the editor's page asks for while somebody writes: what others see of the text, and pieces of the page alone."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.request import Request
from incidents.models import Attachment, TimelineEntry
from kit.components.words import hue
from kit.searching import tidy
from postmortems.document import laid_out
from postmortems.editor import Editor
from postmortems.forms.writing import PreviewForm
from postmortems.insertion import TEXTS, files, single
from postmortems.views.drafting import the_draft

SUGGESTIONS = 8
ENTRIES = 5
FILES = 3
BLOCKS = ("impact", "timeline", "whys", "factors", "defences", "whatifs", "actions", "related")


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, reference: str) -> HttpResponse:
    """The whole as it is kept, or the text that is sent as it would be read. Nothing is kept of that."""
    postmortem = the_draft(request, reference, "")
    if request.method != "POST":
        context = {"editor": Editor(postmortem, request.user, "preview"), "postmortem": postmortem}
        return render(request, "postmortems/editor/_preview_text.html", context)
    form = PreviewForm(request.POST)
    if not form.is_valid():
        reasons = [str(error) for error in form.errors["body"]]
        return render(request, "postmortems/editor/_unsaved.html", {"reasons": reasons}, status=422)
    return HttpResponse(laid_out(form.cleaned_data["body"]))


@require_safe
def insert(request: Request, reference: str) -> HttpResponse:
    """`?what=timeline|milestones|durations`: a table for the text, empty when nothing is recorded.

    `?what=entry&q=…`: entries of the timeline and files of the incident, each with a line for the text.
    """
    postmortem = the_draft(request, reference, "")
    what = request.GET.get("what", "timeline")
    found = TimelineEntry.objects.visible_to(request.user).filter(incident=postmortem.incident).kept().in_order()
    if what == "entry":
        query = tidy(request.GET.get("q", ""), 120)
        kept = Attachment.objects.visible_to(request.user).kept().light().filter(incident=postmortem.incident)
        shown = files(list(kept.select_related("incident")), query)[:FILES]
        return JsonResponse({"entries": [*single(list(found), query)[:ENTRIES], *shown]})
    text = TEXTS.get(what)
    if text is None:
        raise Http404
    return JsonResponse({"markdown": text(postmortem.incident, list(found))})


@require_safe
def mentions(request: Request, reference: str) -> HttpResponse:
    """`?q=`: people whom the beginning of a handle or a part of a name may mean, its writers first."""
    postmortem = the_draft(request, reference, "")
    people = User.objects.visible_to(request.user).active().matching(tidy(request.GET.get("q", ""), 120)).by_handle()
    writers = set(postmortem.authorships.values_list("user", flat=True))
    first = people.filter(pk__in=writers)[:SUGGESTIONS] if writers else []
    found = [*first, *people.exclude(pk__in=writers)[:SUGGESTIONS]][:SUGGESTIONS]
    return JsonResponse(
        {"people": [{"handle": user.handle, "name": user.name, "hue": hue(user.handle)} for user in found]}
    )


@require_safe
def block(request: Request, reference: str, name: str) -> HttpResponse:
    """One piece of the page as it is now: a block, the comments, or the outline with all that is still missing."""
    postmortem = the_draft(request, reference, "")
    editor = Editor(postmortem, request.user)
    context = {"editor": editor, "postmortem": postmortem}
    if name == "outline":
        return render(request, "postmortems/editor/_standing.html", context)
    if name == "comments":
        return render(request, "postmortems/comments/_comments.html", {**context, "discussion": editor.discussion})
    part = editor.part_with(name) if name in BLOCKS else None
    if part is None:
        raise Http404
    return render(request, part.block_template, {**context, "part": part})
