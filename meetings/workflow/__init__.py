from meetings.workflow.answering import agree_date, answer
from meetings.workflow.attending import be_here, raise_hand
from meetings.workflow.capturing import capture
from meetings.workflow.ending import end
from meetings.workflow.feeds import make_feed, revoke_feed
from meetings.workflow.handing import accept, offer, take_over, turn_down
from meetings.workflow.preparing import set_agenda, tick
from meetings.workflow.recollecting import decline, forget, put_on_agenda, recollect, show
from meetings.workflow.running import ask_another, extend, go, pause, start
from meetings.workflow.scheduling import cancel, change, schedule
from meetings.workflow.sending import close_forgotten, send_drafts
from meetings.workflow.silent import answer_silently, ask_silently, reveal
from meetings.workflow.surveying import answer_survey
from meetings.workflow.writing import give_question, leave_open, remove_note, settle, write_down

__all__ = [
    "accept",
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
    "close_forgotten",
    "decline",
    "end",
    "extend",
    "forget",
    "give_question",
    "go",
    "leave_open",
    "make_feed",
    "offer",
    "pause",
    "put_on_agenda",
    "raise_hand",
    "recollect",
    "remove_note",
    "reveal",
    "revoke_feed",
    "schedule",
    "send_drafts",
    "set_agenda",
    "settle",
    "show",
    "start",
    "take_over",
    "tick",
    "turn_down",
    "write_down",
]
