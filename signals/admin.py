from typing import ClassVar

from django.contrib import admin

from kit.records import Records
from signals.models import Chat, Citation, Delivery, HeldBack, Message, Opening, SetAside, Sighting, Signal, Source


@admin.register(Source)
class SourceRecords(Records):
    list_display = ("name", "sender", "rule", "made_by", "paused_at")
    exclude = ("token_hash", "secret")
    raw_id_fields = ("service", "acts_for", "made_by")
    search_fields = ("name",)
    ordering = ("-pk",)


@admin.register(Delivery)
class DeliveryRecords(Records):
    """Bodies are shown, with what looks secret covered, by the page of the source alone."""

    list_display = ("source", "received_at", "state", "size", "new_signals")
    list_select_related = ("source",)
    exclude = ("body", "headers")
    list_filter = ("state",)
    raw_id_fields = ("source",)
    search_fields = ("source__name",)
    ordering = ("-pk",)


@admin.register(Signal)
class SignalRecords(Records):
    list_display = ("source", "at", "kind", "state", "severity")
    list_select_related = ("source",)
    raw_id_fields = ("source", "delivery", "service")
    search_fields = ("source__name", "key")
    ordering = ("-pk",)


@admin.register(HeldBack)
class HeldBackRecords(Records):
    list_display = ("source", "at", "key")
    list_select_related = ("source",)
    raw_id_fields = ("source", "signal")
    search_fields = ("source__name", "key")
    ordering = ("-pk",)


class OfIncident(Records):
    list_select_related: ClassVar[tuple[str, ...]] = ("incident",)
    search_fields: ClassVar[tuple[str, ...]] = ("incident__number",)
    ordering = ("-pk",)


@admin.register(Chat)
class ChatRecords(OfIncident):
    list_display = ("incident", "name", "by", "at", "is_anonymous", "removed_at")
    raw_id_fields = ("incident", "by")


@admin.register(Message)
class MessageRecords(OfIncident):
    list_display = ("incident", "at", "author", "is_pinned", "score")
    raw_id_fields = ("incident", "chat")


@admin.register(Sighting)
class SightingRecords(OfIncident):
    list_display = ("incident", "signal_id", "by", "at")
    raw_id_fields = ("incident", "signal", "by")


@admin.register(Opening)
class OpeningRecords(OfIncident):
    list_display = ("incident", "source", "is_own", "at")
    raw_id_fields = ("incident", "signal", "source")


@admin.register(Citation)
class CitationRecords(OfIncident):
    list_display = ("incident", "entry_id", "signal_id", "message_id")
    raw_id_fields = ("incident", "entry", "signal", "message")


@admin.register(SetAside)
class SetAsideRecords(OfIncident):
    list_display = ("incident", "signal_id", "message_id", "by", "at")
    raw_id_fields = ("incident", "signal", "message", "by")
