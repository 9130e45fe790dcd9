"""The routes of review meetings."""

from tests.architecture.route import BOTH, Route

MEETINGS = [
    Route("meetings:index"),
    Route("meetings:schedule", of="unmet incident", methods=BOTH),
    Route("meetings:meeting", of="meeting"),
    Route("meetings:change", of="meeting", methods=BOTH),
    Route("meetings:cancel", of="meeting", methods=BOTH),
    Route("meetings:set_agenda", of="meeting", methods=BOTH),
    Route("meetings:tick", of="check", methods="POST"),
    Route("meetings:calendar_file", of="meeting"),
    Route("meetings:feeds", methods=BOTH),
    Route("meetings:revoke_feed", of="feed", methods="POST"),
    Route("meetings:feed", of="feed address", strangers=True),
]
