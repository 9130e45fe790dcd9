from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from activity import workflow
from activity.following import followed
from activity.kinds import KINDS
from activity.models import Notice
from activity.workflow.preferences import preferences_of
from kit.http import fragment_or_redirect


@require_GET
def preferences(request: HttpRequest) -> HttpResponse:
    context = {"rows": preferences_of(request.user), "followed": followed(request.user)}
    return render(request, "activity/preferences.html", context)


@require_POST
def set_preference(request: HttpRequest, kind: str, channel: str) -> HttpResponse:
    if kind not in KINDS or channel not in (Notice.Channel.INBOX, Notice.Channel.EMAIL):
        raise Http404
    workflow.set_preference(request.user, kind=kind, channel=channel, wanted=request.POST.get("wanted") == "on")
    row = next(row for row in preferences_of(request.user) if row["kind"].key == kind)
    return fragment_or_redirect(
        request, "activity/_preference.html", {"row": row}, to="activity:preferences", said="Preference saved"
    )


@require_POST
def unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    """Of one's own only; what is not followed any more is no error."""
    workflow.stop_following(pk, by=request.user)
    messages.success(request, "No longer followed")
    return redirect("activity:preferences")
