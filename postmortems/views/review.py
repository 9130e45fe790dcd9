from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.models import User
from accounts.request import Request
from kit.errors import Refused, Stale
from kit.http import fragment_or_redirect, onward
from postmortems import workflow
from postmortems.comparison import laid
from postmortems.draft import Draft
from postmortems.forms.fields import handles
from postmortems.forms.review import ReasonForm, RequestReviewForm, VerdictForm
from postmortems.models import Postmortem, Reviewer, Revision, Waiver
from postmortems.reviewing import Reviewing
from postmortems.suggesting import suggested
from postmortems.views.drafting import address, may_publish, posted, the_draft
from postmortems.workflow import obstacles

PEOPLE = ("authorships", Prefetch("reviewers", Reviewer.objects.select_related("user")))


@require_safe
def review(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "")
    page = Reviewing(postmortem, request.user, request.GET.get("view", ""))
    return _shown(request, page, _form(page))


@require_http_methods(["GET", "HEAD", "POST"])
@guards("postmortems.request_review")
def request_review(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.request_review", around=PEOPLE)
    form = _asking(request, postmortem)
    if form.is_valid():
        given = form.cleaned_data
        workflow.request_review(postmortem, by=request.user, reviewers=given["reviewers"], note=given["note"])
        return onward(request, address(postmortem, "review"), said="Review requested")
    named = handles(str(form["reviewers"].value() or ""))
    context = {
        "postmortem": postmortem,
        "form": form,
        "suggestions": suggested(postmortem, asker=request.user, but=named),
        **_gates(postmortem, request.user),
    }
    return render(request, "postmortems/review/request.html", context, status=422 if form.is_bound else 200)


@require_POST
@guards("postmortems.review")
def give_verdict(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.review")
    page = Reviewing(postmortem, request.user)
    form = _form(page, request.POST)
    if not form.is_valid():
        return _shown(request, page, form, status=422)
    given = form.cleaned_data
    revision = found(request, Revision.objects, postmortem=postmortem, number=given.pop("revision"))
    try:
        workflow.give_verdict(postmortem, by=request.user, revision=revision, **given)
    except Refused as refused:
        return _refused(request, page, form, refused)
    return onward(request, address(postmortem, "review"), said="Review sent")


@require_POST
@guards("postmortems.mark_read")
def mark_read(request: Request, reference: str, section: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.mark_read")
    page = Reviewing(postmortem, request.user, request.POST.get("view", ""))
    revision = found(request, Revision.objects, postmortem=postmortem, number=request.POST.get("revision", 0))
    is_read = request.POST.get("read") == "yes"
    workflow.mark_read(postmortem, by=request.user, sections=[section], revision=revision, read=is_read)
    change = next((each for each in page.changes if each.key == section), None)
    context = {"page": page, "postmortem": postmortem, "change": change}
    to = f"{address(postmortem, 'review')}?view={page.view}#d-{section}"
    return fragment_or_redirect(request, "postmortems/review/_marked.html", context, to=to)


@require_POST
@guards("postmortems.mark_read")
def mark_all_read(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.mark_read")
    revision = found(request, Revision.objects, postmortem=postmortem, number=request.POST.get("revision", 0))
    workflow.mark_read(postmortem, by=request.user, sections=laid(revision.content), revision=revision)
    return onward(request, address(postmortem, "review"), said=f"All of revision {revision.number} is marked read")


@require_http_methods(["GET", "HEAD", "POST"])
@guards("postmortems.waive")
def waive(request: Request, reference: str, gate: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.waive")
    asked = obstacles.gate_named(postmortem, gate)
    form = ReasonForm(posted(request))
    if form.is_valid():
        workflow.waive(postmortem, by=request.user, gate=gate, reason=form.cleaned_data["reason"])
        return onward(request, address(postmortem, "edit"), said="Waived in writing")
    context = {"postmortem": postmortem, "gate": asked, "key": gate, "form": form}
    return render(request, "postmortems/review/waive.html", context, status=422 if form.is_bound else 200)


@require_POST
@guards("postmortems.waive")
def withdraw_waiver(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.waive")
    waiver = found(request, Waiver.objects.select_related("postmortem__incident"), postmortem=postmortem, pk=pk)
    workflow.withdraw_waiver(waiver, by=request.user)
    return onward(request, address(postmortem, "edit"), said="Waiver withdrawn")


def _asking(request: Request, postmortem: Postmortem) -> RequestReviewForm:
    """The form as it was sent; with one more name, and nothing sent yet, when a suggestion was taken."""
    asked: Any = [each.user for each in postmortem.reviewers.all()]
    if added := request.POST.get("add", ""):
        typed = request.POST.get("reviewers", "").strip().rstrip(",")
        asked = ", ".join(filter(None, (typed, added)))
        return RequestReviewForm(initial={"reviewers": asked, "note": request.POST.get("note", "")})
    return RequestReviewForm(posted(request), initial={"reviewers": asked})


def _form(page: Reviewing, data: Any = None) -> VerdictForm:
    checklist = page.postmortem.template_version.checklist
    return VerdictForm(data, checklist=checklist, initial={"revision": page.sent.number})


def _shown(request: Request, page: Reviewing, form: VerdictForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"page": page, "postmortem": page.postmortem, "form": form, **more}
    # Asked after the reviewers were read, of whom it is asked too.
    context["can_publish"] = bool(page.stands) and may_publish(request, page.postmortem)
    return render(request, "postmortems/review/review.html", context, status=status)


def _refused(request: Request, page: Reviewing, form: VerdictForm, refused: Refused) -> HttpResponse:
    """The page again with what was typed; after a newer revision was sent, about that one."""
    if isinstance(refused, Stale):
        form.data = request.POST.copy()
        form.data["revision"] = str(page.sent.number)
    return _shown(request, page, form, status=409, reasons=refused.reasons)


def _gates(postmortem: Postmortem, user: User) -> dict[str, Any]:
    """What still stands in the way, each with the way to waive it when this person may."""
    draft = Draft(postmortem)
    waivers = {each.gate: each for each in draft.rows["waivers"]}
    failing = [gate for gate in draft.gates if not gate.holds]
    return {
        "failing": [gate for gate in failing if gate.key not in waivers or not gate.waivable],
        "waived": [(gate, waivers[gate.key]) for gate in failing if gate.waivable and gate.key in waivers],
        "may_waive": policy.allows("postmortems.waive", user, postmortem),
    }
