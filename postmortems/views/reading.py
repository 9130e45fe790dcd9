from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import guards
from accounts.request import Request
from activity import workflow as activity
from incidents import panels
from incidents.references import number_of
from kit.http import fragment_or_redirect, onward
from postmortems import rendered, workflow
from postmortems.forms.review import AmendForm, PublishForm
from postmortems.opening import opened
from postmortems.related import related
from postmortems.views.drafting import address, may_publish, posted, the_draft
from postmortems.workflow import obstacles


@require_safe
def postmortem(request: Request, reference: str) -> HttpResponse:
    postmortem = opened(number_of(reference), request.user)
    if postmortem is None:
        raise Http404
    context = {
        "postmortem": postmortem,
        "incident": postmortem.incident,
        "pages": rendered.pages(postmortem),
        "is_followed": postmortem.is_followed,
        "related": related(postmortem, reader=request.user),
        "records": panels.rendered("record", request, postmortem.incident),
        "can_edit": policy.could("postmortems.edit", request.user),
        "can_publish": may_publish(request, postmortem),
        "address": request.build_absolute_uri(),
    }
    return render(request, "postmortems/reading/postmortem.html", context)


@require_POST
@guards("postmortems.follow")
def follow(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.follow")
    is_followed = request.POST.get("following") == "yes"
    change = activity.follow if is_followed else activity.unfollow
    change(postmortem, by=request.user)
    context = {"postmortem": postmortem, "incident": postmortem.incident, "is_followed": is_followed}
    said = "Following" if is_followed else "No longer following"
    return fragment_or_redirect(request, "postmortems/reading/_follow.html", context, to=postmortem, said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@guards("postmortems.amend")
def amend(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.amend")
    form = AmendForm(posted(request))
    if form.is_valid():
        workflow.amend(postmortem, by=request.user, reason=form.cleaned_data["reason"])
        return onward(request, address(postmortem, "edit"), said="Amendment opened")
    context = {"postmortem": postmortem, "form": form}
    return render(request, "postmortems/reading/amend.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@guards("postmortems.amend")
def drop_amendment(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.amend")
    if request.method == "POST":
        workflow.drop_amendment(postmortem, by=request.user)
        return onward(request, postmortem, said="Amendment dropped")
    return render(request, "postmortems/reading/drop_amendment.html", {"postmortem": postmortem})


@require_http_methods(["GET", "HEAD", "POST"])
@guards("postmortems.publish")
def publish(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, "postmortems.publish")
    form = PublishForm(posted(request))
    if form.is_valid():
        workflow.publish(postmortem, by=request.user, note=form.cleaned_data["note"])
        return onward(request, postmortem, said="Published")
    missing = obstacles.before_publication(postmortem)
    context = {"postmortem": postmortem, "form": form, "missing": missing}
    return render(request, "postmortems/reading/publish.html", context, status=422 if form.is_bound else 200)
