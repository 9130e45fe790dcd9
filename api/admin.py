from django.contrib import admin

from api.models import Answer, Token
from kit.records import Records


@admin.register(Token)
class TokenRecords(Records):
    list_display = ("name", "user", "hint", "created_by", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user", "created_by")
    search_fields = ("name", "user__handle")
    raw_id_fields = ("user", "created_by")
    exclude = ("digest",)


@admin.register(Answer)
class AnswerRecords(Records):
    list_display = ("at", "token", "status")
    list_select_related = ("token",)
    raw_id_fields = ("token",)
    # What was answered may be restricted.
    exclude = ("body", "headers", "fingerprint", "key")
