"""Every component on one page, for development: a change to a sheet is seen in all its states."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

TOKENS = "canvas surface surface-2 surface-3 line-control ink ink-2 ink-3 blue blue-soft red orange amber green plum"


class SampleForm(forms.Form):
    restored = forms.TimeField(label="Service restored", help_text="When customers were served again.")
    reason = forms.CharField(label="Why no write-up is needed", widget=forms.Textarea(attrs={"rows": 2}))
    priority = forms.ChoiceField(choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")])
    kind = forms.ChoiceField(
        choices=[("incident", "Incident"), ("near_miss", "Near miss")], widget=forms.RadioSelect, required=False
    )
    owner = forms.CharField(label="Owner", required=False, help_text="A handle, for example ana-silva.")
    told = forms.BooleanField(label="Support has been told", required=False)


def _person(handle: str, name: str) -> SimpleNamespace:
    return SimpleNamespace(handle=handle, name=name, get_absolute_url=lambda: "#")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = SampleForm({"restored": "10:75", "reason": "", "priority": "high", "kind": "incident"})
    people = [
        _person(handle, handle.title()) for handle in ("ana-silva", "bo-lind", "engineer1", "dba1", "chidi", "mei")
    ]
    context = {
        "tokens": TOKENS.split(),
        "form": form,
        "people": people,
        "first": people[0],
        "clocks": [(14, "61 h"), (62, "27 h"), (92, "6 h"), (100, "late")],
        "sections": ["done"] * 6 + ["part", "empty", "empty"],
        "moment": now - timedelta(hours=3),
        "earlier": now - timedelta(days=40),
        "spell": timedelta(hours=2, minutes=13),
        "page": Paginator(range(340), 50).page(2),
        "phases": [("detect", 2, ""), ("engage", 3, ""), ("understand", 30, "Understand, 40 min")]
        + [("restore", 25, "Restore, 35 min"), ("verify", 40, "Verify and close, 55 min")],
        "weeks": [1, 2, 3, 4],
    }
    return render(request, "styleguide/page.html", context)
