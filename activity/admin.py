"""What hangs on an incident is read on its page, under its visibility; here is the rest of the record."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from activity.models import Activity, AuditFinding, ChatHook, Follow, Heartbeat, Mail, Notice, Once, Preference
from kit.records import Records


class OfNoIncident(Records):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model._default_manager.filter(reference="")


@admin.register(Activity)
class ActivityRecords(OfNoIncident):
    list_display = ("at", "verb", "subject_type", "subject_id", "actor")
    list_select_related = ("actor",)
    search_fields = ("verb", "actor__handle")
    raw_id_fields = ("actor",)
    ordering = ("-pk",)


@admin.register(Notice)
class NoticeRecords(OfNoIncident):
    list_display = ("kind", "recipient", "address", "channel", "state", "due_at", "sent_at", "attempts")
    list_select_related = ("recipient",)
    list_filter = ("channel", "state")
    search_fields = ("kind", "recipient__handle", "address")
    raw_id_fields = ("recipient", "actor")
    ordering = ("-pk",)


@admin.register(Follow)
class FollowRecords(Records):
    list_display = ("user", "subject_type", "subject_id", "since")
    list_select_related = ("user",)
    search_fields = ("user__handle",)
    raw_id_fields = ("user",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Whom an incident concerns may be secret; teams and services are not."""
        return Follow.objects.filter(subject_type__in=["accounts.team", "incidents.service"])


@admin.register(Preference)
class PreferenceRecords(Records):
    list_display = ("user", "kind", "channel", "wanted")
    list_select_related = ("user",)
    search_fields = ("user__handle", "kind")
    raw_id_fields = ("user",)


@admin.register(Mail)
class MailRecords(Records):
    list_display = ("at", "recipients", "title")
    search_fields = ("recipients", "title")
    ordering = ("-at",)


@admin.register(Heartbeat)
class HeartbeatRecords(Records):
    list_display = ("name", "at", "took_ms")


@admin.register(Once)
class OnceRecords(Records):
    list_display = ("key", "at")
    search_fields = ("key",)


@admin.register(AuditFinding)
class AuditFindingRecords(Records):
    list_display = ("day", "kind", "found", "mended", "left", "at")
    search_fields = ("kind",)
    ordering = ("-day", "kind")


@admin.register(ChatHook)
class ChatHookRecords(Records):
    list_display = ("name", "host", "set_by", "set_at", "paused_until")
    list_select_related = ("set_by",)
    search_fields = ("name", "host")
    raw_id_fields = ("set_by",)
    exclude = ("sealed",)
