from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.request import Request
from kit import clock
from kit.http import page_or_fragment
from overview.home import Home


@require_GET
def home(request: Request) -> HttpResponse:
    scope = "team" if request.GET.get("scope") == "team" else "mine"
    context = {"home": Home(request.user, scope=scope, at=clock.now())}
    return page_or_fragment(request, "overview/home.html", "overview/_home.html", context)
