from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html lang=en><title>Bare</title><p>It works.</p></html>")


def signed_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html lang=en><title>Bare</title><p>It works.</p></html>")


urlpatterns = [path("bare/", bare), path("signed-in/", signed_in)]
