"""Themes: what incidents share, with its trend, its write-ups and what was promised."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from activity import workflow as activity
from incidents.models import Tag
from kit import clock
from kit.errors import Stale
from learning import themes as sets
from learning import workflow
from learning.forms.themes import ThemeForm
from learning.models import Theme

EDITS = "learning.edit_themes"


@require_safe
def themes(request: Request) -> HttpResponse:
    context = {"lines": sets.overview(request.user), "may_edit": policy.could(EDITS, request.user)}
    return render(request, "learning/themes.html", context)


@require_safe
def theme(request: Request, kind: str, key: str) -> HttpResponse:
    """`own/<slug>`, `service/<slug>` or `tag/<key>`."""
    subject = _subject(request, kind, key)
    return render(request, "learning/theme.html", _context(request, kind, key, subject))


@require_POST
def follow_theme(request: Request, kind: str, key: str) -> HttpResponse:
    """Follows or, when it is followed already, stops following."""
    subject = _subject(request, kind, key)
    follows = activity.is_following(subject, request.user)
    (activity.unfollow if follows else activity.follow)(subject, by=request.user)
    messages.success(request, f"{'No longer following' if follows else 'Following'} {subject}")
    return redirect("learning:theme", kind, key)


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    form = ThemeForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and (made := form.settled(workflow.make_theme, by=request.user)):
        messages.success(request, "Theme made")
        return redirect(made)
    context = {"form": form, "title": "New theme"}
    return render(request, "learning/theme_form.html", context, status=422 if form.is_bound else 200)


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_theme(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Theme.objects.kept(), EDITS, slug=slug)
    form = ThemeForm(request.POST if request.method == "POST" else None, user=request.user, theme=shown)
    stale, status = None, 422 if form.is_bound else 200
    try:
        if form.is_valid() and (kept := form.settled(workflow.edit_theme, shown, by=request.user)):
            messages.success(request, "Theme saved")
            return redirect(kept)
    except Stale as refused:
        stale, status = refused, 409
    context = {"form": form, "theme": shown, "title": "Edit theme", "stale": stale}
    return render(request, "learning/theme_form.html", context, status=status)


@guards(EDITS)
@require_POST
def remove_theme(request: Request, slug: str) -> HttpResponse:
    workflow.remove_theme(found(request, Theme.objects.all(), EDITS, slug=slug), by=request.user)
    messages.success(request, "Theme removed", extra_tags=reverse("learning:restore_theme", args=[slug]))
    return redirect("learning:themes")


@guards(EDITS)
@require_POST
def restore_theme(request: Request, slug: str) -> HttpResponse:
    return redirect(workflow.restore_theme(found(request, Theme.objects.all(), EDITS, slug=slug), by=request.user))


def _subject(request: Request, kind: str, key: str) -> Any:
    subject = sets.subject_of(request.user, kind, key)
    if subject is None or getattr(subject, "removed_at", None):
        raise Http404
    return subject


def _context(request: Request, kind: str, key: str, subject: Any) -> dict[str, Any]:
    rows = sets.incidents_of(request.user, subject)
    months = sets.months(rows, at=clock.now())
    return {
        "subject": subject,
        "kind": kind,
        "key": key,
        "said": subject.get_kind_display() if isinstance(subject, Tag) else {"own": "Theme"}.get(kind, "Service"),
        "count": rows.count(),
        "months": months,
        "trend": sets.trend(months),
        "incidents": list(rows.order_by("-started_at", "-pk")[: sets.MOST_LISTED]),
        "write_ups": sets.write_ups_of(request.user, rows),
        "actions": sets.actions_of(request.user, rows),
        "is_followed": activity.is_following(subject, request.user),
        "may_edit": kind == sets.OWN and policy.could(EDITS, request.user),
    }
