"""Calling a meeting, changing it and calling it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.models import User
from accounts.request import Request
from actions.workflow.winding import workdays_of
from incidents.models import Incident
from incidents.references import number_of
from kit import clock
from kit.errors import Refused, Stale
from kit.http import onward
from meetings import inviting, slots, workflow
from meetings.enclosing import invitation
from meetings.forms.planning import AgendaForm, CancelForm, ChangeForm, PlanForm
from meetings.looking import boxes
from meetings.models import Attendee, Meeting
from meetings.views.finding import posted, the_meeting

ASKS = require_http_methods(["GET", "HEAD", "POST"])


@guards("meetings.schedule")
@ASKS
def schedule(request: Request, reference: str) -> HttpResponse:
    incident = found(request, Incident.objects.all(), "meetings.schedule", number=number_of(reference))
    ahead = Meeting.objects.ahead().filter(incident=incident).first()
    if ahead is not None:
        return redirect(ahead)
    people = inviting.proposed(incident)
    good = _slots(request, incident, people)
    form = PlanForm(posted(request), initial=_proposed(request, people, good))
    if form.is_valid():
        parts = {each.user.pk: each.part for each in people}
        try:
            made = workflow.schedule(incident, by=request.user, parts=parts, **form.cleaned_data)
            return onward(request, made, said="Meeting called, invitations leave by mail")
        except Refused as refused:
            form.add_error(None, refused.reasons)
    return _form(request, "schedule", incident, form, people=people, slots=good)


@guards("meetings.change")
@ASKS
def change(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.change")
    form = ChangeForm(posted(request), initial=_as_it_is(meeting))
    if form.is_valid():
        try:
            workflow.change(meeting, by=request.user, **form.cleaned_data)
            return onward(request, meeting, said="Meeting changed, calendars are told")
        except Stale:
            raise
        except Refused as refused:
            form.add_error(None, refused.reasons)
    people = inviting.proposed(meeting.incident)
    shown = _slots(request, meeting.incident, people, without=meeting)
    return _form(request, "change", meeting.incident, form, meeting=meeting, people=people, slots=shown)


@guards("meetings.change")
@ASKS
def cancel(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.change")
    form = CancelForm(posted(request))
    if form.is_valid():
        workflow.cancel(meeting, by=request.user, **form.cleaned_data)
        return onward(request, meeting, said="Meeting called off, calendars are told")
    context = {"meeting": meeting, "form": form}
    return render(request, "meetings/planning/cancel.html", context, status=422 if form.is_bound else 200)


@guards("meetings.prepare")
@ASKS
def set_agenda(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.prepare")
    form = AgendaForm(posted(request), steps=list(meeting.steps.all()))
    if form.is_valid():
        workflow.set_agenda(meeting, by=request.user, minutes=form.cleaned_data)
        return onward(request, meeting, said="Agenda set")
    context = {"meeting": meeting, "form": form, "boxes": boxes(meeting)}
    return render(request, "meetings/planning/agenda.html", context, status=422 if form.is_bound else 200)


@guards("meetings.prepare")
@require_POST
def tick(request: Request, pk: int, check: str) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.prepare")
    workflow.tick(meeting, by=request.user, check=check, done=request.POST.get("done") == "on")
    messages.success(request, "List saved")
    return HttpResponseRedirect(f"{meeting.get_absolute_url()}#checklist")


@require_safe
def calendar_file(request: Request, pk: int) -> HttpResponse:
    """The same file that the mail carries, for whoever lost it."""
    meeting = the_meeting(request, pk)
    response = HttpResponse(invitation(meeting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{meeting.reference}-review.ics"'
    return response


def _form(request: Request, name: str, incident: Incident, form: PlanForm, **more: Any) -> HttpResponse:
    context = {
        "incident": incident,
        "form": form,
        "people_url": reverse("accounts:people_search"),
        "responders": inviting.responders(incident),
        "may_change": policy.could("meetings.change", request.user),
        **more,
    }
    return render(request, f"meetings/planning/{name}.html", context, status=422 if form.is_bound else 200)


def _slots(
    request: Request, incident: Incident, people: list[inviting.Proposed], without: Meeting | None = None
) -> list[slots.Slot]:
    """Good times for those who are proposed; none while the incident is open."""
    if incident.resolved_at is None:
        return []
    minutes = request.GET.get("minutes") or request.POST.get("minutes") or ""
    length = int(minutes) if minutes in {"60", "75", "90"} else Meeting.Length.USUAL.value
    diaries = inviting.diaries([each.user for each in people] or [request.user], since=clock.now(), without=without)
    return slots.proposals(
        diaries,
        resolved_at=incident.resolved_at,
        now=clock.now(),
        minutes=length,
        zone=request.user.zone,
        workdays=workdays_of(request.user),
    )


def _proposed(request: Request, people: list[inviting.Proposed], good: list[slots.Slot]) -> dict[str, Any]:
    """`?at=` is the time that was chosen from the proposals, of which the first stands there otherwise."""
    try:
        at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        at = None
    if at is None and good:
        at = good[0].start
    neutral = [each.user for each in people if not each.responded]
    return {
        "people": [each.user for each in people],
        "facilitator": request.user if request.user not in [each.user for each in people] else "",
        "note_taker": next((user for user in neutral if user != request.user), ""),
        "starts_at": timezone.localtime(at) if at is not None and timezone.is_aware(at) else None,
    }


def _as_it_is(meeting: Meeting) -> dict[str, Any]:
    rows = Attendee.objects.invited().filter(meeting=meeting).select_related("user")
    people: list[User] = [row.user for row in rows]
    return {
        "starts_at": timezone.localtime(meeting.starts_at),
        "minutes": meeting.minutes,
        "facilitator": meeting.facilitator,
        "note_taker": meeting.note_taker or "",
        "people": people,
        "place": meeting.place,
        "version": meeting.version,
    }
