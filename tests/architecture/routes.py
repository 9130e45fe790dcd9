"""Every route of the product: which subject it is about and how it is asked. One line per route.

What each person gets is derived: the verb is named by the door (`accounts.guards.guards`), who may do it by
accounts/policy.py, who sees the subject by `tests/architecture/world.py`.
"""

from __future__ import annotations

from tests.architecture.api_routes import API, MANAGED, TICKETS
from tests.architecture.exchange_routes import EXCHANGE
from tests.architecture.insights_routes import INSIGHTS
from tests.architecture.learning_routes import LEARNING, MODES
from tests.architecture.library_routes import LIBRARY
from tests.architecture.meeting_routes import MEETINGS
from tests.architecture.route import BOTH
from tests.architecture.route import Route as Route
from tests.architecture.sign_in_routes import SIGN_IN
from tests.architecture.signal_routes import SIGNALS
from tests.architecture.template_routes import TEMPLATES

OUTBOX = "activity.see_outbox"


def rows_of(noun: str) -> list[Route]:
    """The doors of a row that is added, edited, removed and brought back."""
    doors = (("add", "postmortem", BOTH), ("edit", noun, BOTH), ("remove", noun, "POST"), ("restore", noun, "POST"))
    return [Route(f"postmortems:{verb}_{noun}", of=of, methods=methods) for verb, of, methods in doors]


ACCOUNTS = [
    Route("accounts:settings"),
    Route("accounts:profile", of="oneself", methods=BOTH),
    Route("accounts:people"),
    Route("accounts:change_email", of="person", methods=BOTH),
    Route("accounts:change_role", of="person", methods=BOTH),
    Route("accounts:deactivate", of="person", methods=BOTH),
    Route("accounts:reactivate", of="person", methods="POST"),
    Route("accounts:teams"),
    Route("accounts:team_create", methods=BOTH),
    Route("accounts:invitations"),
    Route("accounts:invite", methods=BOTH),
    Route("accounts:resend", of="invitation", methods="POST"),
    Route("accounts:revoke", of="invitation", methods="POST"),
    Route("accounts:people_search"),
    Route("accounts:person", of="person"),
    Route("accounts:team", of="team"),
    Route("accounts:team_edit", of="team", methods=BOTH),
    Route("accounts:archive_team", of="team", methods="POST"),
    Route("accounts:unarchive_team", of="team", methods="POST"),
    Route("accounts:chat", of="team", methods=BOTH),
    Route("accounts:chat_test", of="team", methods="POST"),
    Route("accounts:chat_remove", of="team", methods="POST"),
    Route("accounts:follow_team", of="team", methods="POST", everyone=True),
    Route("accounts:add_member", of="team", methods="POST"),
    Route("accounts:remove_member", of="member", methods="POST"),
    Route("accounts:restore_member", of="member", methods="POST"),
    Route("accounts:invitation", of="invitation link", methods=BOTH, strangers=True),
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
    Route("activity:try_again", of="failed notice", methods="POST", verb=OUTBOX),
]

INCIDENTS = [
    Route("incidents:index"),
    Route("incidents:declare", methods=BOTH),
    Route("incidents:verdict", methods="POST"),
    Route("incidents:incident", of="incident"),
    Route("incidents:edit", of="incident", methods=BOTH),
    Route("incidents:set_milestones", of="incident", methods=BOTH),
    Route("incidents:record", of="incident"),
    Route("incidents:follow", of="incident", methods="POST", everyone=True),
    Route("incidents:change_severity", of="incident", methods=BOTH),
    Route("incidents:mitigate", of="incident", methods=BOTH),
    Route("incidents:resolve", of="incident", methods=BOTH),
    Route("incidents:reopen", of="incident", methods=BOTH),
    Route("incidents:decide_write_up", of="incident", methods=BOTH),
    Route("incidents:list_person", of="incident", methods=BOTH),
    Route("incidents:unlist_person", of="participation", methods="POST"),
    Route("incidents:change_visibility", of="incident", methods=BOTH),
    Route("incidents:break_glass", of="hidden incident", methods=BOTH),
    Route("incidents:add_link", of="incident", methods=BOTH),
    Route("incidents:attach", of="incident", methods=BOTH),
    Route("incidents:attachment", of="attachment"),
    Route("incidents:download", of="attachment"),
    Route("incidents:thumbnail", of="attachment"),
    Route("incidents:remove_attachment", of="attachment", methods="POST"),
    Route("incidents:restore_attachment", of="attachment", methods="POST"),
    Route("incidents:remove_link", of="link", methods="POST"),
    Route("incidents:relate", of="incident", methods=BOTH),
    Route("incidents:unrelate", of="relation", methods="POST"),
    Route("incidents:tag", of="incident", methods=BOTH),
    Route("incidents:timeline", of="incident"),
    Route("incidents:add_entry", of="incident", methods=BOTH),
    Route("incidents:add_quickly", of="incident", methods="POST"),
    Route("incidents:edit_entry", of="entry", methods=BOTH),
    Route("incidents:delete_entry", of="entry", methods="POST"),
    Route("incidents:restore_entry", of="entry", methods="POST"),
    Route("incidents:star_entry", of="entry", methods="POST"),
    Route("incidents:answer_gap", of="incident", methods=BOTH),
    Route("incidents:reopen_gap", of="quiet spell", methods="POST"),
    Route("incidents:services"),
    Route("incidents:add_service", of="team", methods=BOTH),
    Route("incidents:service", of="service"),
    Route("incidents:follow_service", of="service", methods="POST", everyone=True),
    Route("incidents:edit_service", of="service", methods=BOTH),
    Route("incidents:archive_service", of="service", methods="POST"),
    Route("incidents:restore_service", of="service", methods="POST"),
]

ACTIONS = [
    Route("actions:index"),
    Route("actions:board"),
    Route("actions:export"),
    Route("actions:create", methods=BOTH),
    Route("actions:follow_up", of="action", methods=BOTH, asks="n"),
    Route("actions:standup", of="team"),
    Route("actions:escalated"),
    Route("actions:bulk", of="action", methods=BOTH, asks="n"),
    Route("actions:action", of="action"),
    Route("actions:edit", of="action", methods=BOTH),
    Route("actions:follow", of="action", methods="POST", everyone=True),
    Route("actions:update", of="action", methods=BOTH),
    Route("actions:complete", of="action", methods=BOTH),
    Route("actions:drop", of="action", methods=BOTH),
    Route("actions:reprioritise", of="action", methods=BOTH),
    Route("actions:decide", of="action", methods=BOTH),
    Route("actions:snooze", of="action", methods=BOTH),
    Route("actions:wake", of="action", methods="POST"),
    Route("actions:check", of="action", methods=BOTH),
    Route("actions:reopen", of="action", methods=BOTH),
]

POSTMORTEMS = [
    Route("postmortems:reviews"),
    Route("postmortems:language", methods=BOTH, data=(("version", 1),)),
    Route("postmortems:categories", methods=BOTH),
    Route("postmortems:edit_category", of="category", methods=BOTH),
    Route("postmortems:move_category", of="category", methods="POST"),
    Route("postmortems:merge_category", of="category", methods=BOTH),
    Route("postmortems:archive_category", of="category", methods="POST"),
    Route("postmortems:restore_category", of="category", methods="POST"),
    Route("postmortems:postmortem", of="postmortem"),
    Route("postmortems:coverage", of="postmortem"),
    Route("postmortems:renew_risk", of="risk", methods=BOTH),
    Route("postmortems:turn_into_action", of="risk", methods=BOTH),
    Route("postmortems:follow", of="postmortem", methods="POST", everyone=True),
    Route("postmortems:amend", of="postmortem", methods=BOTH),
    Route("postmortems:drop_amendment", of="postmortem", methods=BOTH),
    Route("postmortems:publish", of="postmortem", methods=BOTH),
    Route("postmortems:review", of="postmortem"),
    Route("postmortems:request_review", of="postmortem", methods=BOTH),
    Route("postmortems:give_verdict", of="postmortem", methods="POST"),
    Route("postmortems:mark_all_read", of="postmortem", methods="POST", data=(("revision", 1),)),
    Route("postmortems:mark_read", of="section", methods="POST", data=(("revision", 1),)),
    Route("postmortems:waive", of="gate", methods=BOTH),
    Route("postmortems:withdraw_waiver", of="waiver", methods="POST"),
    Route("postmortems:history", of="postmortem"),
    Route("postmortems:compare", of="postmortem"),
    Route("postmortems:revision", of="revision"),
    Route("postmortems:restore", of="revision", methods=BOTH),
    Route("postmortems:restore_section", of="revised section", methods=BOTH),
    Route("postmortems:comments", of="postmortem"),
    Route("postmortems:start_thread", of="postmortem", methods=BOTH),
    Route("postmortems:edit_comment", of="comment", methods=BOTH),
    Route("postmortems:remove_comment", of="comment", methods="POST"),
    Route("postmortems:restore_comment", of="comment", methods="POST"),
    Route("postmortems:accept_suggestion", of="suggestion", methods="POST"),
    Route("postmortems:decline_suggestion", of="suggestion", methods="POST"),
    Route("postmortems:reply", of="thread", methods=BOTH),
    Route("postmortems:resolve_thread", of="thread", methods="POST"),
    Route("postmortems:reopen_thread", of="thread", methods="POST"),
    Route("postmortems:image", of="image"),
    Route("postmortems:start", of="incident", methods=BOTH),
    Route("postmortems:edit", of="postmortem"),
    Route("postmortems:preview", of="postmortem", methods=BOTH, everyone=True),
    Route("postmortems:insert", of="postmortem"),
    Route("postmortems:mentions", of="postmortem"),
    Route("postmortems:block", of="block"),
    Route("postmortems:add_image", of="postmortem", methods="POST"),
    Route("postmortems:retitle", of="postmortem", methods=BOTH),
    Route("postmortems:move_to_version", of="postmortem", methods=BOTH),
    Route("postmortems:name_authors", of="postmortem", methods=BOTH),
    Route("postmortems:save_section", of="section", methods="POST"),
    Route("postmortems:set_aside", of="section"),
    Route("postmortems:use_wording", of="hint", methods="POST"),
    Route("postmortems:keep_wording", of="hint", methods="POST"),
    Route("postmortems:reconsider_wording", of="kept wording", methods="POST"),
    Route("postmortems:settle_conflict", of="conflict", methods=BOTH),
    *rows_of("figure"),
    Route("postmortems:add_why", of="postmortem", methods=BOTH),
    Route("postmortems:edit_why", of="why", methods=BOTH),
    Route("postmortems:mark_root", of="why", methods="POST"),
    Route("postmortems:move_why", of="why", methods="POST", data=(("way", "up"),)),
    Route("postmortems:hang_why", of="why", methods=BOTH),
    Route("postmortems:remove_why", of="why", methods=BOTH),
    Route("postmortems:restore_why", of="why", methods="POST"),
    Route("postmortems:add_factor", of="postmortem", methods=BOTH),
    Route("postmortems:edit_factor", of="factor", methods=BOTH),
    Route("postmortems:answer_factor", of="factor", methods=BOTH),
    Route("postmortems:accept_risk", of="factor", methods=BOTH),
    Route("postmortems:withdraw_risk", of="factor", methods="POST"),
    Route("postmortems:remove_factor", of="factor", methods="POST"),
    Route("postmortems:restore_factor", of="factor", methods="POST"),
    *rows_of("defence"),
    *rows_of("mitigator"),
    *rows_of("whatif"),
    Route("postmortems:move_defence", of="defence", methods="POST"),
    Route("postmortems:add_action", of="postmortem", methods=BOTH),
    Route("postmortems:relate", of="postmortem", methods=BOTH),
    Route("postmortems:unrelate", of="relation", methods="POST"),
]

OVERVIEW = [
    Route("overview:home"),
    Route("overview:summaries"),
    Route("overview:jump"),
    Route("styleguide"),
]

ROUTES: dict[str, list[Route]] = {
    "sign-in": SIGN_IN,
    "accounts": ACCOUNTS,
    "activity": ACTIVITY,
    "incidents": INCIDENTS,
    "actions": ACTIONS,
    "postmortems": POSTMORTEMS,
    "templates": TEMPLATES,
    "meetings": MEETINGS,
    "exchange": EXCHANGE,
    "library": LIBRARY,
    "signals": SIGNALS,
    "insights": INSIGHTS,
    "learning": LEARNING,
    "modes": MODES,
    "overview": OVERVIEW,
    "api": API,
    "webhooks": MANAGED,
    "tickets": TICKETS,
}
