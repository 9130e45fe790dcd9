"""What everybody remembers: written in private, shown together, turned into questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from kit import clock
from kit.errors import Refused
from kit.http import is_partial, onward
from meetings import differing, workflow
from meetings.forms.recollections import QuestionForm, RecollectionForm, choices
from meetings.looking import boxes
from meetings.models import Meeting, Recollection
from meetings.recollections import Recollections, entries_of
from meetings.room import step_of
from meetings.views.finding import posted, the_meeting
from meetings.views.room import pieces


@never_cache
@require_safe
def recollections(request: Request, pk: int) -> HttpResponse:
    """One's own to write until all are shown; then everybody's, in lanes."""
    return _page(request, the_meeting(request, pk))


@guards("meetings.take_part")
@require_POST
def recollect(request: Request, pk: int, key: UUID) -> HttpResponse:
    """Sent by the form, and while one types, which is answered with a word about whether it is kept."""
    meeting = the_meeting(request, pk, "meetings.take_part")
    entries = entries_of(meeting)
    form = RecollectionForm(request.POST, entries=entries, prefix=str(key))
    if form.is_valid():
        try:
            workflow.recollect(meeting, by=request.user, key=key, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
    if is_partial(request):
        return _kept(request, form)
    if form.errors:
        return _page(request, meeting, wrong=form, status=422)
    messages.success(request, "Kept. Nobody else reads it before all are shown")
    return HttpResponseRedirect(f"{_address(meeting)}#another")


@guards("meetings.take_part")
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: Request, pk: int, key: UUID) -> HttpResponse:
    """Asks once more: what is taken back is nowhere any more."""
    meeting = the_meeting(request, pk, "meetings.take_part")
    rows = Recollection.objects.filter(meeting=meeting, user=request.user).select_related("meeting__incident")
    told: Recollection = found(request, rows, pk=key)
    if request.method == "POST":
        workflow.forget(told, by=request.user)
        return onward(request, _address(meeting), said="Taken back")
    return render(request, "meetings/recollections/forget.html", {"meeting": meeting, "told": told})


@guards("meetings.take_part")
@require_POST
def decline(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.take_part")
    declined = request.POST.get("declined") == "on"
    workflow.decline(meeting, by=request.user, declined=declined)
    messages.success(request, "That is fine, and nobody sees it" if declined else "Write whenever you like")
    return HttpResponseRedirect(_address(meeting))


@guards("meetings.take_part")
@require_http_methods(["GET", "HEAD", "POST"])
def put_on_agenda(request: Request, pk: int) -> HttpResponse:
    """`difference` is one that Debrief proposes, `?moment=` a row that somebody points at; `in=room` stays there."""
    meeting = the_meeting(request, pk, "meetings.take_part")
    shown = Recollections(meeting, request.user)
    if not shown.is_shown:
        raise Http404
    in_room = "room" in (request.POST.get("in"), request.GET.get("in"))
    proposal = shown.difference(request.POST.get("difference", ""))
    form = QuestionForm({"text": proposal.question} if proposal else posted(request), initial=_about(request, shown))
    if form.is_valid():
        source, step = proposal.key if proposal else "", step_of("timeline", _keys(meeting))
        workflow.put_on_agenda(meeting, by=request.user, text=form.cleaned_data["text"], step=step, source=source)
        if in_room:
            return pieces(request, meeting, said="On the agenda")
        return onward(request, f"{_address(meeting)}#differences", said="On the agenda")
    context = {"meeting": meeting, "form": form, "in_room": in_room, "back": _address(meeting)}
    return render(request, "meetings/recollections/ask.html", context, status=422 if form.is_bound else 200)


def _kept(request: Request, form: RecollectionForm) -> HttpResponse:
    # Nothing is wrong yet with a form in which nothing is told.
    wrong = form.errors and any(form.cleaned_data.get(name, form.errors.get(name)) for name in form.TOLD)
    context = {"form": form, "at": clock.now()}
    return render(request, "meetings/recollections/_kept.html", context, status=422 if wrong else 200)


def _page(request: Request, meeting: Meeting, *, wrong: Any = None, status: int = 200) -> HttpResponse:
    shown = Recollections(meeting, request.user)
    context = {"meeting": meeting, "incident": meeting.incident, "shown": shown}
    if shown.may_write:
        context["cards"] = _cards(meeting, shown, wrong)
    return render(request, "meetings/recollections/recollections.html", context, status=status)


def _cards(meeting: Meeting, shown: Recollections, wrong: Any) -> list[tuple[str, Any, bool]]:
    """Key, form and whether it is kept: one's own, and an empty one."""
    entries = entries_of(meeting)
    given: dict[str, Any] = {"entries": entries, "named": choices(entries)}
    cards = {
        str(told.pk): RecollectionForm(prefix=str(told.pk), initial={**vars(told), "entry": told.entry_id}, **given)
        for told in shown.own
    }
    kept = set(cards)
    if wrong is not None:
        cards[wrong.prefix] = wrong
    if kept == set(cards):
        key = str(uuid4())
        cards[key] = RecollectionForm(prefix=key, **given)
    return [(key, form, key in kept) for key, form in cards.items()]


def _about(request: Request, shown: Recollections) -> dict[str, str]:
    row = shown.moment(request.GET.get("moment", ""))
    return {"text": f"{differing.named(row)}: " if row is not None else ""}


def _keys(meeting: Meeting) -> list[str]:
    return [box.step.key for box in boxes(meeting)]


def _address(meeting: Meeting) -> str:
    return reverse("meetings:recollections", args=[meeting.pk])
