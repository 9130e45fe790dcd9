from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import policy
from accounts.guards import guards
from accounts.request import Request
from kit.errors import Stale
from postmortems import workflow
from postmortems.forms.language import LanguageForm
from postmortems.models import Language


@guards("postmortems.edit_language")
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: Request) -> HttpResponse:
    policy.require("postmortems.edit_language", request.user)
    form = LanguageForm(request.POST or None, language=Language.objects.visible_to(request.user).present())
    if request.method == "POST" and form.is_valid():
        try:
            workflow.edit_language(by=request.user, version=form.cleaned_data["version"], **form.words())
        except Stale as stale:
            return _page(request, form, stale=stale)
        messages.success(request, "Words saved")
        return redirect("postmortems:language")
    return _page(request, form)


def _page(request: Request, form: LanguageForm, *, stale: Stale | None = None) -> HttpResponse:
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "postmortems/settings/language.html", {"form": form, "stale": stale}, status=status)
