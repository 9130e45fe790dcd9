from typing import ClassVar

from django.contrib import admin

from kit.records import Records
from meetings.models import (
    Attendee,
    Capture,
    Feed,
    Meeting,
    Note,
    Recollection,
    SilentAnswer,
    SilentQuestion,
    Step,
    SurveyAnswer,
    SurveyTurn,
)


@admin.register(Meeting)
class MeetingRecords(Records):
    list_display = ("incident", "state", "starts_at", "minutes", "facilitator")
    list_select_related = ("incident", "facilitator")
    list_filter = ("state",)
    search_fields = ("incident__number", "incident__title")
    raw_id_fields = ("incident", "facilitator", "note_taker", "called_by", "offered_to")
    ordering = ("-pk",)


class OfMeeting(Records):
    list_select_related: ClassVar[tuple[str, ...]] = ("meeting__incident",)
    search_fields: ClassVar[tuple[str, ...]] = ("meeting__incident__number",)
    raw_id_fields: ClassVar[tuple[str, ...]] = ("meeting",)
    ordering = ("-pk",)


@admin.register(Attendee)
class AttendeeRecords(OfMeeting):
    list_display = ("meeting", "user", "part", "invited_at", "joined_at")
    raw_id_fields = ("meeting", "user")
    # Nobody has to tell anything, and nobody is told who would rather not.
    exclude = ("declined_at",)


@admin.register(Step)
class StepRecords(OfMeeting):
    list_display = ("meeting", "position", "key", "minutes", "extended", "spent")


@admin.register(Note)
class NoteRecords(OfMeeting):
    list_display = ("meeting", "kind", "owner", "at")
    raw_id_fields = ("meeting", "owner", "by", "settled_by")


@admin.register(Capture)
class CaptureRecords(OfMeeting):
    list_display = ("meeting", "action", "answer", "at")
    raw_id_fields = ("meeting", "action", "by", "answered_by")


@admin.register(SilentQuestion)
class SilentQuestionRecords(OfMeeting):
    list_display = ("meeting", "at", "revealed_at")
    raw_id_fields = ("meeting", "by")


@admin.register(SilentAnswer)
class SilentAnswerRecords(Records):
    list_display = ("question", "user", "at")
    raw_id_fields = ("question", "user")
    search_fields = ("question__meeting__incident__number",)
    ordering = ("-pk",)


@admin.register(Recollection)
class RecollectionRecords(OfMeeting):
    """That they exist is shown with their texts, to those who may read them."""

    list_display = ("meeting", "user", "at")
    raw_id_fields = ("meeting", "user", "entry")


@admin.register(SurveyAnswer)
class SurveyAnswerRecords(OfMeeting):
    list_display = ("meeting",)


@admin.register(SurveyTurn)
class SurveyTurnRecords(OfMeeting):
    list_display = ("meeting", "user")
    raw_id_fields = ("meeting", "user")


@admin.register(Feed)
class FeedRecords(Records):
    list_display = ("user", "team", "made_at", "revoked_at")
    raw_id_fields = ("user", "team")
    search_fields = ("user__handle",)
    ordering = ("-pk",)
