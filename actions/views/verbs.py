"""One door per verb: a dialog for htmx, a page for everybody else."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from actions import effect, workflow
from actions.forms import progress
from actions.forms.following import CheckForm, SnoozeForm
from actions.models import Action
from actions.views.answering import dialog, done, posted, settled
from actions.workflow.lateness import weeks_late
from kit.errors import Refused

either = require_http_methods(["GET", "HEAD", "POST"])


def _asked(request: Request, number: int, verb: str) -> Action:
    return found(request, Action.objects.with_list_data(), verb, number=number)


@guards("actions.update")
@either
def update(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.update")
    form = progress.UpdateForm(posted(request), action=action)
    if form.is_valid() and settled(form, workflow.log_update, action, by=request.user, **form.cleaned_data):
        return done(request, "Update logged", to=action)
    return dialog(request, "update", action, form)


@guards("actions.complete")
@either
def complete(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.complete")
    form = progress.CompletionForm(posted(request))
    if form.is_valid() and settled(form, workflow.complete, action, by=request.user, **form.cleaned_data):
        return done(request, "Action completed", to=action)
    return dialog(request, "complete", action, form)


@guards("actions.decide")
@either
def drop(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.decide")
    form = progress.DropForm(posted(request))
    if form.is_valid() and settled(form, workflow.drop, action, by=request.user, **form.cleaned_data):
        return done(request, "Action dropped", to=action)
    return dialog(request, "drop", action, form)


@guards("actions.decide")
@either
def reprioritise(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.decide")
    form = progress.PriorityForm(posted(request), action=action)
    if form.is_valid() and settled(form, workflow.reprioritise, action, by=request.user, **form.cleaned_data):
        return done(request, "Action reprioritised", to=action)
    return dialog(request, "reprioritise", action, form)


@guards("actions.decide")
@either
def decide(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.decide")
    form = progress.DecisionForm(posted(request), action=action)
    if form.is_valid() and settled(form, workflow.decide, action, by=request.user, **form.cleaned_data):
        return done(request, "Decision recorded", to=action)
    return dialog(request, "decide", action, form, week=weeks_late(action))


@guards("actions.reopen")
@either
def reopen(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.reopen")
    form = progress.ReopeningForm(posted(request))
    if form.is_valid() and settled(form, workflow.reopen, action, by=request.user, **form.cleaned_data):
        return done(request, "Taken up again", to=action)
    return dialog(request, "reopen", action, form)


@guards("actions.decide")
@either
def snooze(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.decide")
    form = SnoozeForm(posted(request), action=action)
    if form.is_valid() and settled(form, workflow.snooze, action, by=request.user, **form.cleaned_data):
        return done(request, "Action snoozed", to=action)
    return dialog(request, "snooze", action, form)


@guards("actions.decide")
@require_POST
def wake(request: Request, number: int) -> HttpResponse:
    action = _asked(request, number, "actions.decide")
    workflow.wake(action, by=request.user)
    return done(request, "The snooze is over", to=action)


@guards("actions.judge")
@either
def check(request: Request, number: int) -> HttpResponse:
    """Answers the oldest open question whether it helped."""
    action = _asked(request, number, "actions.judge")
    asked = effect.open_check(action)
    if asked is None or request.POST.get("days", str(asked.days)) != str(asked.days):
        raise Refused("Nothing is asked about this action now: it was answered before, or taken up again.")
    form = CheckForm(posted(request))
    if form.is_valid() and settled(form, workflow.answer_check, asked, by=request.user, **form.cleaned_data):
        return done(request, "Thank you: the answer is kept", to=action)
    return dialog(request, "check", action, form, check=asked, incidents=effect.later_incidents(action, request.user))


@guards("actions.update")
@either
def follow_up(request: Request) -> HttpResponse:
    """One update on several actions: `?n=3&n=8`."""
    given: Any = request.POST if request.method == "POST" else request.GET
    numbers = [int(number) for number in given.getlist("n")[:200] if number.isdecimal() and len(number) < 10]
    actions = list(Action.objects.visible_to(request.user).with_list_data().open().filter(number__in=numbers))
    if not actions:
        raise Http404
    for action in actions:
        policy.require("actions.update", request.user, action)
    form = progress.FollowUpForm(posted(request))
    if form.is_valid() and settled(form, workflow.follow_up, actions, by=request.user, **form.cleaned_data):
        return done(request, f"Logged on {len(actions)} actions", to="actions:index")
    context = {"actions": actions, "form": form}
    return render(request, "actions/follow_up.html", context, status=422 if form.errors else 200)
