from meetings.workflow.answering import agree_date, answer
from meetings.workflow.attending import be_here, raise_hand
from meetings.workflow.capturing import capture
from meetings.workflow.ending import end
from meetings.workflow.feeds import make_feed, revoke_feed
from meetings.workflow.preparing import set_agenda, tick
from meetings.workflow.running import ask_another, extend, go, pause, start, take_over
from meetings.workflow.scheduling import cancel, change, schedule
from meetings.workflow.silent import answer_silently, ask_silently, reveal
from meetings.workflow.surveying import answer_survey
from meetings.workflow.writing import give_question, remove_note, write_down

__all__ = [
    "agree_date",
    "answer",
    "answer_silently",
    "answer_survey",
    "ask_another",
    "ask_silently",
    "be_here",
    "cancel",
    "capture",
    "change",
    "end",
    "extend",
    "give_question",
    "go",
    "make_feed",
    "pause",
    "raise_hand",
    "remove_note",
    "reveal",
    "revoke_feed",
    "schedule",
    "set_agenda",
    "start",
    "take_over",
    "tick",
    "write_down",
]
