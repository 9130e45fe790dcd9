from django.contrib import admin

from actions.models import Action, ActionUpdate, Check, DeadlineChange, Decision, Snooze
from kit.records import Records


@admin.register(Action)
class ActionRecords(Records):
    list_display = ("code", "title", "owner", "team", "priority", "state", "due_on", "incident")
    list_select_related = ("owner", "team", "incident")
    list_filter = ("state", "priority")
    search_fields = ("number", "title", "owner__handle")
    raw_id_fields = ("owner", "team", "incident", "closed_by", "created_by")
    ordering = ("-pk",)


@admin.register(ActionUpdate)
class ActionUpdateRecords(Records):
    list_display = ("at", "action", "by", "blocked")
    list_select_related = ("action", "by")
    search_fields = ("action__title", "by__handle")
    raw_id_fields = ("action", "by")


@admin.register(DeadlineChange)
class DeadlineChangeRecords(Records):
    list_display = ("at", "action", "before", "after", "by")
    list_select_related = ("action", "by")
    search_fields = ("action__title", "by__handle")
    raw_id_fields = ("action", "by")


@admin.register(Decision)
class DecisionRecords(Records):
    list_display = ("at", "action", "outcome", "by")
    list_select_related = ("action", "by")
    search_fields = ("action__title", "by__handle")
    raw_id_fields = ("action", "by")


@admin.register(Snooze)
class SnoozeRecords(Records):
    list_display = ("at", "action", "until", "by")
    list_select_related = ("action", "by")
    search_fields = ("action__title", "by__handle")
    raw_id_fields = ("action", "by")


@admin.register(Check)
class CheckRecords(Records):
    list_display = ("opened_at", "action", "days", "answer", "answered_by")
    list_select_related = ("action", "answered_by")
    search_fields = ("action__title", "answered_by__handle")
    raw_id_fields = ("action", "answered_by")
