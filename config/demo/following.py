"""What follows after the write-ups: days off, a chat room, answers whether it helped, a snooze, and a no."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts import workflow as accounts
from accounts.models import User
from actions import effect
from actions import workflow as actions
from actions.models import Action, Check
from actions.workflow.snoozing import latest_end
from activity import workflow as activity
from config.demo.stage import Stage, Story
from kit import clock

ROOM = "https://chat.larkspur.example/hooks/payments"
CALENDARS: dict[str, tuple[str, dict[tuple[int, int], str]]] = {
    "Germany": (
        "payments",
        {(1, 1): "New Year", (5, 1): "Labour Day", (10, 3): "German Unity Day", (12, 25): "Christmas Day"},
    ),
    "Japan": ("platform", {(1, 1): "New Year", (2, 11): "Foundation Day", (4, 29): "Showa Day"}),
    "France": ("data-stores", {(1, 1): "New Year", (5, 1): "Labour Day", (7, 14): "Bastille Day"}),
}
BACK = "The same alert stayed silent during a rehearsal: it watches one region only."


def stories(stage: Stage) -> list[Story]:
    return [_calendars(stage), _room(stage), _answers(stage), _last_days(stage)]


def _calendars(stage: Stage) -> Story:
    yield stage.days_ago(300)
    nils = stage["nils"]
    for name, (slug, days) in CALENDARS.items():
        calendar = accounts.create_calendar(by=nils, name=name)
        for (month, day), title in days.items():
            accounts.add_day(calendar, by=nils, day=date(2020, month, day), name=title, yearly=True)
        if team := stage.teams.get(slug):
            team.refresh_from_db()
            accounts.edit_team(team, by=nils, version=team.version, calendar=calendar)


def _room(stage: Stage) -> Story:
    """From then on what is overdue or published is said there; see `elsewhere` for what the room answers."""
    yield stage.days_ago(45)
    team = stage.teams["payments"]
    activity.set_chat(team, name=team.slug, by=team.lead, url=ROOM)
    for days, hour in ((10, 9), (0.3, 0)):
        yield stage.days_ago(days, hour) if days > 1 else stage.end - timedelta(hours=2)
        activity.test_chat(team, name=team.slug, by=team.lead)


def _answers(stage: Stage) -> Story:
    """Every other week the oldest questions are answered, one of them with no."""
    for days in (140, 112, 84, 56, 28, 12):
        yield stage.days_ago(days, 14)
        for check in Check.objects.filter(answer="", action__owner__is_active=True).order_by("pk")[:3]:
            if check.closed_at != check.action.closed_at:
                continue
            failed = days == 28 and effect.open_check(check.action) == check
            answer, note = ("not", BACK) if failed else ("effective", "Nothing like it came back.")
            actions.answer_check(check, by=check.action.owner, answer=answer, note=note)
            if failed:
                break


def _last_days(stage: Stage) -> Story:
    yield stage.days_ago(2, 11)
    today = clock.now().date()
    for action in _open().filter(due_on__lt=today).order_by("-due_on"):
        until = min(latest_end(action), today + timedelta(days=6))
        if until > clock.today(action.owner.zone) + timedelta(days=3):
            actions.snooze(action, by=action.owner, until=until, reason="The part it needs arrives this week.")
            break
    yield stage.days_ago(1, 15)
    action = _open().filter(due_on__gt=today).exclude(owner__in=_leads()).order_by("due_on").first()
    if action is not None:
        actions.decline(
            action, by=action.owner, reason="I move to another project next week. Tomas knows the job best."
        )


def _open() -> QuerySet[Any]:
    return Action.objects.running().filter(owner__is_active=True, snoozed_until=None).select_related("owner", "team")


def _leads() -> QuerySet[Any]:
    return User.objects.filter(leads__isnull=False)
