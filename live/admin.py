"""Numbers only: what people wrote is read on its page, under its visibility."""

from django.contrib import admin

from kit.records import Records
from live.models import Contribution, Document, Update, Writer


@admin.register(Document)
class DocumentRecords(Records):
    list_display = ("pk", "head", "materialised", "locked", "size")
    list_filter = ("locked",)
    search_fields = ("=pk",)
    ordering = ("-pk",)


@admin.register(Update)
class UpdateRecords(Records):
    list_display = ("document", "seq", "author", "at")
    list_select_related = ("document", "author")
    exclude = ("data",)
    search_fields = ("=document__pk", "author__handle")
    raw_id_fields = ("document", "author")
    ordering = ("-pk",)


@admin.register(Writer)
class WriterRecords(Records):
    list_display = ("document", "client", "user")
    list_select_related = ("document", "user")
    search_fields = ("=document__pk", "user__handle")
    raw_id_fields = ("document", "user")
    ordering = ("-pk",)


@admin.register(Contribution)
class ContributionRecords(Records):
    list_display = ("document", "section", "author", "first_seq", "last_seq", "at")
    list_select_related = ("document", "author")
    search_fields = ("=document__pk", "section", "author__handle")
    raw_id_fields = ("document", "author")
    ordering = ("-pk",)
