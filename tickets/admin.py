from django.contrib import admin

from kit.records import Records
from tickets.models import Alias, Remark, Ticket, Tracker


@admin.register(Tracker)
class TrackerRecords(Records):
    list_display = ("name", "provider", "base", "place", "paused_at", "removed_at", "asked_at")
    raw_id_fields = ("user",)
    exclude = ("sealed_secret", "door")


@admin.register(Ticket)
class TicketRecords(Records):
    list_display = ("action", "tracker", "key", "status", "synced_at", "wanted_at", "attempts")
    list_select_related = ("action", "tracker")
    raw_id_fields = ("action", "tracker", "linked_by")
    # A title may have become restricted since.
    exclude = ("agreed",)


@admin.register(Remark)
class RemarkRecords(Records):
    list_display = ("ticket", "key", "at", "sent_at")
    list_select_related = ("ticket__action",)
    raw_id_fields = ("ticket",)


@admin.register(Alias)
class AliasRecords(Records):
    list_display = ("tracker", "user", "name", "found_at")
    list_select_related = ("tracker", "user")
    raw_id_fields = ("tracker", "user")
