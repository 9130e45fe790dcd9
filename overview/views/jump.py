from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.request import Request
from kit.http import is_partial
from kit.searching import tidy
from overview.jump import find, places

# As the field allows.
LONGEST = 100


@require_GET
def jump(request: Request) -> HttpResponse:
    words = tidy(request.GET.get("q", ""), LONGEST)
    context = {"q": words, "groups": find(request.user, words) if words else places(request.user)}
    if is_partial(request) and "q" in request.GET:
        return render(request, "overview/_jump_results.html", context)
    return render(request, "overview/jump.html", context)
