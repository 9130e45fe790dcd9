"""Could this happen to us? A team answers; readers see how many did, and how."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from incidents.references import number_of
from kit.http import onward, page_or_fragment
from learning import workflow
from learning.asking import in_words
from learning.forms.questions import AskForm, NoForm, YesForm
from learning.lessons import lesson
from learning.models import Question
from postmortems.models import Postmortem

PAGE, MOST_OPEN = 30, 50


@require_safe
def of(request: Request, reference: str) -> HttpResponse:
    """Which teams a write-up was put to, what they said and what became of their actions."""
    postmortem = _published(request, reference)
    context = {"postmortem": postmortem, "lesson": lesson(postmortem, request.user)}
    return page_or_fragment(request, "learning/lesson.html", "learning/_lesson.html", context)


@guards("learning.ask")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    postmortem = _published(request, reference, "learning.ask")
    form = AskForm(request.POST or None, user=request.user)
    if form.is_valid():
        question = workflow.ask_team(postmortem, by=request.user, team=form.cleaned_data["team"])
        return onward(request, question)
    context = {"form": form, "postmortem": postmortem}
    return render(request, "learning/ask.html", context, status=422 if form.is_bound else 200)


@require_safe
def question(request: Request, reference: str, team: str) -> HttpResponse:
    asked = _question(request, reference, team)
    yes = YesForm(user=request.user, question=asked)
    return render(request, "learning/question.html", _context(request, asked, yes, NoForm()))


@guards("learning.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def yes(request: Request, reference: str, team: str) -> HttpResponse:
    asked = _question(request, reference, team, "learning.answer")
    form = YesForm(request.POST if request.method == "POST" else None, user=request.user, question=asked)
    if form.is_valid() and (made := form.settled(workflow.answer_yes, asked, by=request.user)):
        return onward(request, asked, said=f"{made.code} is planned")
    context = _context(request, asked, form, NoForm())
    return render(request, "learning/question.html", context, status=422 if form.is_bound else 200)


@guards("learning.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def no(request: Request, reference: str, team: str) -> HttpResponse:
    asked = _question(request, reference, team, "learning.answer")
    form = NoForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.settled(workflow.answer_no, asked, by=request.user):
        return onward(request, asked, said="Answer recorded")
    context = _context(request, asked, YesForm(user=request.user, question=asked), form)
    return render(request, "learning/question.html", context, status=422 if form.is_bound else 200)


@require_safe
def mine(request: Request) -> HttpResponse:
    """Open questions of the reader's teams, and those they answered. `?in=home|team`: the open ones, for home."""
    rows = Question.objects.visible_to(request.user).select_related("postmortem__incident", "team")
    if place := request.GET.get("in"):
        led = request.user.led_team_ids | request.user.managed_team_ids
        open_ones = rows.open().filter(team__in=request.user.team_ids if place == "team" else led)
        context = {"open": list(open_ones.order_by("asked_at", "pk")[:8]), "is_team": place == "team"}
        context["may_answer"] = policy.could("learning.answer", request.user)
        return render(request, "learning/_asked.html", context)
    rows = rows.filter(team__in=request.user.team_ids).order_by("-asked_at", "-pk")
    page = Paginator(rows.exclude(answer=""), PAGE).get_page(request.GET.get("page"))
    context = {"open": list(rows.open()[:MOST_OPEN]), "count": rows.open().count(), "page": page}
    context["may_answer"] = policy.could("learning.answer", request.user)
    return render(request, "learning/questions.html", context)


def _published(request: Request, reference: str, verb: str = "") -> Postmortem:
    rows = Postmortem.objects.published().select_related("incident")
    postmortem: Postmortem = found(request, rows, verb, incident__number=number_of(reference))
    return postmortem


def _question(request: Request, reference: str, team: str, verb: str = "") -> Question:
    rows = Question.objects.select_related("postmortem__incident", "team", "answered_by")
    number = number_of(reference)
    asked: Question = found(request, rows, verb, postmortem__incident__number=number, team__slug=team)
    return asked


def _context(request: Request, asked: Question, yes: YesForm, no: NoForm) -> dict[str, Any]:
    planned = list(asked.actions.select_related("owner").order_by("number"))
    stands = any(action.state != action.State.DROPPED for action in planned)
    return {
        "question": asked,
        "reasons": in_words(asked.because),
        "planned": planned,
        # A refused answer stays, with what was typed and why it was refused.
        "may_say_no": not stands or no.is_bound,
        "yes": yes,
        "no": no,
        "may_answer": policy.allows("learning.answer", request.user, asked),
        "refusal": policy.refusal("learning.answer"),
    }
