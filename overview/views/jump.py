from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.request import Request
from kit.http import is_partial
from kit.searching import tidy
from overview import jump as palette

# As the field allows.
LONGEST = 100


@require_GET
def jump(request: Request) -> HttpResponse:
    """While somebody types, finished actions are left for a request of their own."""
    words = tidy(request.GET.get("q", ""), LONGEST)
    groups = palette.find(request.user, words) if words else palette.places(request.user)
    follows = bool(words) and palette.has_room(groups, words)
    if is_partial(request) and "q" in request.GET:
        return render(request, "overview/_jump_results.html", {"q": words, "groups": groups, "follows": follows})
    groups += palette.finished(request.user, words) if follows else []
    return render(request, "overview/jump.html", {"q": words, "groups": groups})


@require_GET
def finished(request: Request) -> HttpResponse:
    """What follows; `alone` says that nothing stands before it."""
    words = tidy(request.GET.get("q", ""), LONGEST)
    groups = palette.finished(request.user, words)
    return render(request, "overview/_jump_groups.html", {"q": words, "groups": groups, "says": "alone" in request.GET})
