"""The routes of days off, of what is told, and of what became of it."""

from tests.architecture.route import BOTH, Route

OUTBOX = "activity.see_outbox"

CALENDARS = [
    Route("accounts:calendars"),
    Route("accounts:calendar_create", methods="POST"),
    Route("accounts:calendar", of="calendar"),
    Route("accounts:calendar_rename", of="calendar", methods="POST"),
    Route("accounts:calendar_remove", of="calendar", methods=BOTH),
    Route("accounts:day_add", of="calendar", methods="POST"),
    Route("accounts:days_import", of="calendar", methods="POST"),
    Route("accounts:day_remove", of="day off", methods="POST"),
    Route("accounts:day_restore", of="day off", methods="POST"),
]

DELIVERIES = [
    Route("activity:deliveries"),
    Route("activity:try_again", of="failed notice", methods="POST", everyone=True),
    Route("activity:give_up", of="waiting notice", methods="POST", everyone=True),
]

ACTIVITY = [
    Route("activity:inbox"),
    Route("activity:mark_all_read", methods="POST", everyone=True),
    Route("activity:open_notice", of="notice"),
    Route("activity:preferences"),
    Route("activity:unfollow", of="follow", methods="POST", everyone=True),
    Route("activity:set_preference", of="preference", methods="POST", everyone=True),
    Route("activity:outbox", verb=OUTBOX),
    Route("activity:mail", of="mail", verb=OUTBOX),
    *DELIVERIES,
]
