from django.contrib import admin

from kit.records import Records
from webhooks.models import Delivery, Endpoint


@admin.register(Endpoint)
class EndpointRecords(Records):
    list_display = ("name", "host", "user", "paused_at", "failing_since", "removed_at")
    list_select_related = ("user",)
    search_fields = ("name", "host")
    raw_id_fields = ("user",)
    exclude = ("sealed_url", "sealed_secret", "sealed_former")


@admin.register(Delivery)
class DeliveryRecords(Records):
    list_display = ("created_at", "endpoint", "event", "state", "attempts", "status")
    list_select_related = ("endpoint",)
    list_filter = ("state",)
    raw_id_fields = ("endpoint", "activity")
