"""The room: one page, and its pieces as answers to everything that is done in it."""

from __future__ import annotations

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.models import User
from accounts.request import Request
from kit import clock
from kit.errors import Refused
from kit.http import is_partial, toast
from meetings import quick, workflow
from meetings.forms.room import CaptureForm, WordsForm
from meetings.models import Attendee, Meeting, SilentQuestion
from meetings.room import Room, step_of
from meetings.views.finding import the_meeting
from postmortems.editor import Editor
from postmortems.models import Postmortem

SUGGESTIONS = 6


@gzip_page
@require_safe
def room(request: Request, pk: int) -> HttpResponse:
    """Whoever may not write follows what the others do."""
    rows = Meeting.objects.for_its_page().select_related("incident__postmortem__template_version__template")
    meeting: Meeting = found(request, rows, pk=pk)
    postmortem: Postmortem | None = getattr(meeting.incident, "postmortem", None)
    if not meeting.is_running or postmortem is None:
        return redirect(meeting)
    shown, editor = Room(meeting, request.user), Editor(postmortem, request.user)
    keys = [box.step.key for box in shown.boxes]
    parts = [(part, step_of(part.section.key, keys)) for part in editor.parts]
    context = {"meeting": meeting, "room": shown, "editor": editor, "postmortem": postmortem, "parts": parts}
    return render(request, "meetings/room/room.html", {**context, "incident": meeting.incident})


@never_cache
@require_safe
def server_time(request: Request) -> JsonResponse:
    """The time by which every browser draws the same clock."""
    return JsonResponse({"now": clock.now().timestamp() * 1000})


@guards("meetings.join")
@require_POST
def here(request: Request, pk: int) -> HttpResponse:
    """Said by every open page of the room, and answered with its pieces."""
    meeting = the_meeting(request, pk, "meetings.join")
    workflow.be_here(meeting, by=request.user)
    return pieces(request, meeting)


@require_safe
def retold(request: Request, pk: int) -> HttpResponse:
    """What pages fetch when they are told that something changed."""
    meeting = the_meeting(request, pk)
    return _pieces(request, meeting) if is_partial(request) else pieces(request, meeting)


def pieces(request: Request, meeting: Meeting, *, said: str = "", undo: str = "") -> HttpResponse:
    """After a verb: all pieces of the room that can change, or the way back to it."""
    if not is_partial(request):
        if said:
            messages.success(request, said, extra_tags=undo)
        return HttpResponseRedirect(
            reverse("meetings:room", args=[meeting.pk]) if meeting.is_running else meeting.get_absolute_url()
        )
    fresh = Meeting.objects.visible_to(request.user).select_related("incident", "facilitator", "note_taker")
    response = _pieces(request, found(request, fresh, pk=meeting.pk))
    return toast(response, said, undo=undo) if said else response


def _pieces(request: Request, meeting: Meeting) -> HttpResponse:
    context = {"meeting": meeting, "room": Room(meeting, request.user), "incident": meeting.incident}
    return render(request, "meetings/room/_pieces.html", context)


def refused_by(form: BaseForm) -> Refused:
    """What is wrong with a line, said like a refusal: the line stays as it was typed."""
    return Refused([str(error) for errors in form.errors.values() for error in errors])


@guards("meetings.write_down")
@require_http_methods(["GET", "HEAD", "POST"])
def capture(request: Request, pk: int) -> HttpResponse:
    """`?text=` says how the line is understood, while it is typed; sent, it becomes an action."""
    meeting = the_meeting(request, pk, "meetings.write_down")
    today = clock.today(request.user.zone)
    if request.method != "POST":
        return _understood(request, meeting, request.GET.get("text", "")[:400])
    form = CaptureForm(request.POST, today=today)
    if not form.is_valid():
        raise refused_by(form)
    action = workflow.capture(meeting, by=request.user, **form.cleaned_data)
    return pieces(request, meeting, said=f"{action.code} captured")


def _understood(request: Request, meeting: Meeting, text: str) -> HttpResponse:
    said = quick.parse(text, today=clock.today(request.user.zone))
    last = text.split(" ")[-1]
    people: list[User] = []
    if last.startswith("@"):
        rows = User.objects.visible_to(request.user).active().matching(last).by_handle()
        invited = Attendee.objects.listed().filter(meeting=meeting).values("user")
        people = [*rows.filter(pk__in=invited)[:SUGGESTIONS], *rows.exclude(pk__in=invited)[:SUGGESTIONS]]
    others = [user for user in people if user.handle != last[1:].lower()]
    context = {"said": said, "people": others[:SUGGESTIONS], "last": last, "is_handle": len(others) < len(people)}
    return render(request, "meetings/room/_understood.html", context)


@guards("meetings.take_part")
@require_POST
def raise_hand(request: Request, pk: int) -> HttpResponse:
    """`up=on|off`; `of` is the handle of somebody whose turn it was."""
    meeting = the_meeting(request, pk, "meetings.take_part")
    handle = request.POST.get("of", "")
    of = found(request, User.objects.all(), handle=handle) if handle else None
    workflow.raise_hand(meeting, by=request.user, up=request.POST.get("up") == "on", of=of)
    return pieces(request, meeting)


@guards("meetings.take_part")
@require_POST
def answer_silently(request: Request, pk: int, question: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.take_part")
    asked = _question(request, meeting, question)
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise refused_by(form)
    workflow.answer_silently(asked, by=request.user, text=form.cleaned_data["text"])
    return pieces(request, meeting, said="Your answer is kept until all are shown")


def _question(request: Request, meeting: Meeting, pk: int) -> SilentQuestion:
    question: SilentQuestion = found(
        request, SilentQuestion.objects.select_related("meeting__incident"), pk=pk, meeting=meeting
    )
    return question
