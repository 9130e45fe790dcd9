from meetings.models.asking import SilentAnswer, SilentQuestion, SurveyAnswer, SurveyTurn
from meetings.models.attendee import Attendee
from meetings.models.feed import Feed
from meetings.models.meeting import Meeting
from meetings.models.note import Capture, Note
from meetings.models.recollection import Recollection
from meetings.models.step import Step

__all__ = [
    "Attendee",
    "Capture",
    "Feed",
    "Meeting",
    "Note",
    "Recollection",
    "SilentAnswer",
    "SilentQuestion",
    "Step",
    "SurveyAnswer",
    "SurveyTurn",
]
