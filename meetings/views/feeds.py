"""Calendars by secret address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from kit import clock
from meetings import workflow
from meetings.calendar import PUBLISH, written
from meetings.enclosing import entry, feed_address, organiser
from meetings.forms.planning import FeedForm
from meetings.models import Feed, Meeting
from meetings.views.finding import posted


@guards("meetings.read_feed")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: Request) -> HttpResponse:
    """The address is in the answer to the form and nowhere else."""
    form, made = FeedForm(posted(request), by=request.user), ""
    if form.is_valid():
        _, token = workflow.make_feed(by=request.user, team=form.cleaned_data["team"])
        form, made = FeedForm(by=request.user), feed_address(token)
    rows = Feed.objects.visible_to(request.user).current().select_related("team")
    context = {"form": form, "feeds": rows, "made": made}
    return render(request, "meetings/feeds.html", context, status=422 if form.is_bound else 200)


@guards("meetings.read_feed")
@require_POST
def revoke_feed(request: Request, pk: int) -> HttpResponse:
    feed = found(request, Feed.objects.all(), "meetings.read_feed", pk=pk)
    workflow.revoke_feed(feed, by=request.user)
    messages.success(request, "The address works no more")
    return HttpResponseRedirect(reverse("meetings:feeds"))


@login_not_required
@never_cache
@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """For calendar programs, which cannot sign in: whoever has the address sees what its owner may see."""
    known = Feed.objects.by_token(token)
    if known is None:
        raise Http404
    rows = Meeting.objects.visible_to(known.user).for_calendars(clock.now())
    rows = rows.of_teams(frozenset({known.team.pk})) if known.team else rows.of_person(known.user)
    name = f"Review meetings of {known.team}" if known.team else "My review meetings"
    body = written([entry(meeting) for meeting in rows[:500]], PUBLISH, organiser=organiser(), name=name)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
