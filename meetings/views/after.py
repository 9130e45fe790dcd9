"""After the meeting: owners answer, questions get owners, and how it was."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from kit.errors import Refused
from kit.http import onward
from meetings import workflow
from meetings.forms.after import AnswerForm, SurveyForm
from meetings.models import Capture
from meetings.views.finding import posted, the_meeting
from meetings.views.room import refused_by


@guards("meetings.answer_capture")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, pk: int, number: int) -> HttpResponse:
    captured = _captured(request, pk, number, "meetings.answer_capture")
    form = AnswerForm(posted(request), initial={"proposed_on": captured.action.due_on})
    if form.is_valid():
        try:
            workflow.answer(captured, by=request.user, **form.cleaned_data)
            return onward(request, captured.meeting, said="Your answer is recorded")
        except Refused as refused:
            form.add_error(None, refused.reasons)
    context = {"meeting": captured.meeting, "captured": captured, "form": form}
    return render(request, "meetings/after/answer.html", context, status=422 if form.is_bound else 200)


@guards("meetings.write_down")
@require_POST
def agree_date(request: Request, pk: int, number: int) -> HttpResponse:
    captured = _captured(request, pk, number)
    workflow.agree_date(captured, by=request.user)
    messages.success(request, "Date agreed")
    return HttpResponseRedirect(captured.meeting.get_absolute_url())


@guards("meetings.take_part")
@require_POST
def answer_survey(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.take_part")
    form = SurveyForm(request.POST)
    if not form.is_valid():
        raise refused_by(form)
    workflow.answer_survey(meeting, by=request.user, **form.cleaned_data)
    messages.success(request, "Thank you. Nobody can tell which answers are yours.")
    return HttpResponseRedirect(meeting.get_absolute_url())


def _captured(request: Request, pk: int, number: int, verb: str = "") -> Capture:
    rows = Capture.objects.select_related("meeting__incident", "meeting__facilitator", "action__owner")
    captured: Capture = found(request, rows, verb, meeting=pk, action__number=number)
    return captured
