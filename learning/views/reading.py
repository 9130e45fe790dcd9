"""Reading: counted when somebody reached the end; lists for newcomers with progress of one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.models import Team
from accounts.request import Request
from incidents.references import number_of
from kit.errors import Refused
from learning import workflow
from learning.forms.reading import ItemForm
from learning.models import ReadingItem, ReadingMark
from learning.reads import LEAST, reads_of
from postmortems.models import Postmortem

EDITS = "learning.edit_reading_list"


@guards("learning.read")
@require_POST
def read(request: Request, reference: str) -> HttpResponse:
    """Sent by the page once its end came into view."""
    rows = Postmortem.objects.published().select_related("incident")
    postmortem = found(request, rows, "learning.read", incident__number=number_of(reference))
    workflow.count_read(postmortem, by=request.user)
    context = {"reads": reads_of(postmortem, request.user), "least": LEAST}
    return render(request, "learning/_reads.html", context)


@require_safe
def reading_list(request: Request, slug: str) -> HttpResponse:
    """A team's list in its order, with what the reader has read of it."""
    return _page(request, found(request, Team.objects.all(), slug=slug), ItemForm(user=request.user))


@guards(EDITS)
@require_POST
def put_on(request: Request, slug: str) -> HttpResponse:
    team = found(request, Team.objects.all(), EDITS, slug=slug)
    form = ItemForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            workflow.put_on_list(team, by=request.user, **form.details())
            return _back(request, team, "On the list")
        except Refused as refused:
            form.add_error("what", refused.reasons)
    return _page(request, team, form)


@guards("learning.read")
@require_POST
def mark(request: Request, slug: str, pk: int) -> HttpResponse:
    item = found(request, ReadingItem.objects.filter(team__slug=slug), pk=pk)
    workflow.mark_item(item, by=request.user, read=request.POST.get("read") == "yes")
    return redirect(item)


@guards(EDITS)
@require_POST
def move(request: Request, slug: str, pk: int) -> HttpResponse:
    item = found(request, ReadingItem.objects.filter(team__slug=slug), EDITS, pk=pk)
    return _back(request, workflow.move_on_list(item, by=request.user, up=request.POST.get("way") == "up"), "Moved")


@guards(EDITS)
@require_POST
def take_off(request: Request, slug: str, pk: int) -> HttpResponse:
    item = found(request, ReadingItem.objects.filter(team__slug=slug), EDITS, pk=pk)
    return _back(request, workflow.take_off_list(item, by=request.user), "Taken off the list")


def _back(request: Request, team: Team, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("learning:reading_list", team.slug)


def _page(request: Request, team: Team, form: ItemForm) -> HttpResponse:
    on_list = ReadingItem.objects.visible_to(request.user).filter(team=team)
    items = list(on_list.select_related("postmortem__incident", "external").order_by("order", "pk"))
    done = set(ReadingMark.objects.filter(user=request.user, item__in=items).values_list("item", flat=True))
    context = {"team": team, "items": items, "done": done, "form": form}
    context["may_edit"] = policy.allows(EDITS, request.user, team)
    return render(request, "learning/reading_list.html", context, status=422 if form.is_bound else 200)
