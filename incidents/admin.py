from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from incidents.models import (
    Attachment,
    GlassBreak,
    Incident,
    IncidentLink,
    IncidentRelation,
    Participation,
    QuietSpell,
    Service,
    SeverityChange,
    Tag,
    TimelineEntry,
)
from kit.records import Records


@admin.register(Incident)
class IncidentRecords(Records):
    list_display = ("reference", "title", "severity", "status", "visibility", "started_at")
    list_filter = ("severity", "status", "visibility")
    search_fields = ("number", "title")
    raw_id_fields = ("services", "teams", "tags", "declared_by", "decided_by")
    ordering = ("-pk",)


class OfIncident(Records):
    list_select_related: ClassVar[tuple[str, ...]] = ("incident",)
    search_fields = ("incident__number", "incident__title")
    raw_id_fields: ClassVar[tuple[str, ...]] = ("incident",)
    ordering = ("-pk",)


@admin.register(Participation)
class ParticipationRecords(OfIncident):
    list_display = ("incident", "user", "role", "added_at")
    list_select_related = ("incident", "user")
    raw_id_fields = ("incident", "user")


@admin.register(TimelineEntry)
class TimelineEntryRecords(OfIncident):
    list_display = ("incident", "at", "kind", "text", "starred")
    raw_id_fields = ("incident", "added_by")


@admin.register(QuietSpell)
class QuietSpellRecords(OfIncident):
    list_display = ("incident", "start_at", "end_at", "note")


@admin.register(SeverityChange)
class SeverityChangeRecords(OfIncident):
    list_display = ("incident", "severity", "at", "by")
    list_select_related = ("incident", "by")
    raw_id_fields = ("incident", "by")


@admin.register(IncidentLink)
class IncidentLinkRecords(OfIncident):
    list_display = ("incident", "kind", "label", "url")
    raw_id_fields = ("incident", "added_by")


@admin.register(IncidentRelation)
class IncidentRelationRecords(OfIncident):
    list_display = ("incident", "kind", "other", "reason")
    list_select_related = ("incident", "other")
    raw_id_fields = ("incident", "other", "added_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Names two incidents, and the reader must be allowed to know of both."""
        assert isinstance(request.user, User)
        hidden = Incident.objects.hidden_from(request.user)
        return super().get_queryset(request).exclude(other__in=hidden.values("pk"))


@admin.register(GlassBreak)
class GlassBreakRecords(OfIncident):
    list_display = ("incident", "user", "at", "until")
    list_select_related = ("incident", "user")
    raw_id_fields = ("incident", "user")


@admin.register(Service)
class ServiceRecords(Records):
    list_display = ("name", "team", "tier", "archived_at")
    list_select_related = ("team",)
    search_fields = ("name", "slug")
    raw_id_fields = ("team",)


@admin.register(Tag)
class TagRecords(Records):
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)


@admin.register(Attachment)
class AttachmentRecords(Records):
    list_display = ("incident", "kind", "size", "by", "at", "removed_at")
    list_select_related = ("incident", "by")
    search_fields = ("incident__number",)
    raw_id_fields = ("incident", "by")
    exclude = ("data", "thumbnail")
    ordering = ("-pk",)
