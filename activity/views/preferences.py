from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from activity import workflow
from activity.kinds import KINDS
from activity.models import Notice
from activity.workflow.preferences import preferences_of
from kit.http import fragment_or_redirect


@require_GET
def preferences(request: HttpRequest) -> HttpResponse:
    return render(request, "activity/preferences.html", {"rows": preferences_of(request.user)})


@require_POST
def set_preference(request: HttpRequest, kind: str, channel: str) -> HttpResponse:
    if kind not in KINDS or channel not in (Notice.Channel.INBOX, Notice.Channel.EMAIL):
        raise Http404
    workflow.set_preference(request.user, kind=kind, channel=channel, wanted=request.POST.get("wanted") == "on")
    row = next(row for row in preferences_of(request.user) if row["kind"].key == kind)
    return fragment_or_redirect(
        request, "activity/_preference.html", {"row": row}, to="activity:preferences", said="Preference saved"
    )
