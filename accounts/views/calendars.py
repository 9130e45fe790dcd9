"""Calendars of days off: everybody reads them, administrators keep them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import workflow
from accounts.calendars import Calendar
from accounts.forms.calendars import CalendarForm, DayForm, ImportForm
from accounts.guards import found, guards
from accounts.request import Request
from kit.errors import Refused


@guards("accounts.see_settings")
@require_safe
def calendars(request: Request) -> HttpResponse:
    return _list(request, CalendarForm())


@guards("accounts.edit_calendars")
@require_POST
def calendar_create(request: Request) -> HttpResponse:
    form = CalendarForm(request.POST)
    if form.is_valid():
        try:
            return redirect(workflow.create_calendar(by=request.user, name=form.cleaned_data["name"]))
        except Refused as refused:
            form.add_error("name", str(refused))
    return _list(request, form)


@guards("accounts.see_settings")
@require_safe
def calendar(request: Request, slug: str) -> HttpResponse:
    return _page(request, found(request, Calendar.objects.all(), slug=slug))


@guards("accounts.edit_calendars")
@require_POST
def calendar_rename(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Calendar.objects.all(), slug=slug)
    form = CalendarForm(request.POST, auto_id="rename_%s")
    if form.is_valid():
        try:
            workflow.rename_calendar(shown, by=request.user, name=form.cleaned_data["name"])
            messages.success(request, "Calendar renamed")
            return redirect(shown)
        except Refused as refused:
            form.add_error("name", str(refused))
    return _page(request, shown, rename=form)


@guards("accounts.edit_calendars")
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_remove(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Calendar.objects.all(), slug=slug)
    if request.method == "POST":
        workflow.remove_calendar(shown, by=request.user)
        messages.success(request, f"{shown} removed")
        return redirect("accounts:calendars")
    context = {"title": f"Remove {shown}?", "text": "Its days are forgotten. This cannot be undone.", "danger": True}
    context |= {"action": request.path, "verb": "Remove the calendar", "back": shown.get_absolute_url()}
    return render(request, "components/confirm.html", context | {"target": "#main"})


@guards("accounts.edit_calendars")
@require_POST
def day_add(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Calendar.objects.all(), slug=slug)
    form = DayForm(request.POST)
    if form.is_valid():
        try:
            workflow.add_day(shown, by=request.user, **form.cleaned_data)
            messages.success(request, "Day added")
            return redirect(shown)
        except Refused as refused:
            form.add_error("day", str(refused))
    return _page(request, shown, add=form)


@guards("accounts.edit_calendars")
@require_POST
def days_import(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Calendar.objects.all(), slug=slug)
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            added = workflow.import_days(shown, by=request.user, days=form.cleaned_data["file"])
            messages.success(request, f"{added} day{'' if added == 1 else 's'} added")
            return redirect(shown)
        except Refused as refused:
            form.add_error("file", str(refused))
    return _page(request, shown, upload=form)


@guards("accounts.edit_calendars")
@require_POST
def day_remove(request: Request, slug: str, pk: int, back: bool = False) -> HttpResponse:
    shown = found(request, Calendar.objects.all(), slug=slug)
    entry = get_object_or_404(shown.entries, pk=pk)
    workflow.remove_day(entry, by=request.user, removed=not back)
    undo = "" if back else reverse("accounts:day_restore", args=[slug, pk])
    messages.success(request, f"{entry.name} {'is back' if back else 'removed'}", extra_tags=undo)
    return redirect(shown)


def _list(request: Request, form: CalendarForm) -> HttpResponse:
    rows = Calendar.objects.visible_to(request.user).with_use()
    status = 422 if form.errors else 200
    return render(request, "accounts/calendars.html", {"calendars": rows, "form": form}, status=status)


def _page(request: Request, shown: Calendar, **forms: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "calendar": shown,
        "days": shown.entries.present().order_by("day"),
        "teams": shown.teams.order_by("name"),
        "people": shown.people.order_by("handle"),
        "add": DayForm(),
        "upload": ImportForm(),
        "rename": CalendarForm(initial={"name": shown.name}, auto_id="rename_%s"),
    }
    return render(request, "accounts/calendar.html", context | forms, status=422 if forms else 200)
