"""The kinds of notice: what preferences list and what each channel does unless the person chose otherwise."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Kind:
    key: str
    label: str
    help: str
    inbox: bool = True
    email: bool = True
    # A rung of the ladder or a decision asked for cannot be switched off in the inbox: nothing is silently dropped.
    required_in_inbox: bool = False
    # Mail to an address rather than to a person: nobody has a choice to make about it.
    is_listed: bool = True
    # Its mail holds a link that opens an account: kept in the outbox, its text is removed after so long.
    secret_for: timedelta | None = None


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("action_assigned", "An action is given to you", "You became the owner of an action item."),
        Kind(
            "ladder_reminder",
            "Your action is nearly due",
            "Three working days before the deadline, and on the day.",
            required_in_inbox=True,
        ),
        Kind(
            "ladder_overdue",
            "An action is overdue",
            "The rungs of the ladder that concern you: as owner, tech lead or engineering manager.",
            required_in_inbox=True,
        ),
        Kind(
            "ladder_standup",
            "Your team has an overdue action",
            "In its second overdue week an action is raised with the whole team.",
            email=False,
        ),
        Kind(
            "ladder_decision",
            "An overdue action needs a decision",
            "From the fourth week: complete, reprioritise or drop.",
            required_in_inbox=True,
        ),
        Kind("weekly_list", "Your team's week", "Before its standup: what is overdue, comes due, and was done."),
        Kind("monthly_digest", "The month in review", "Once it is over: published, finished and learned."),
        Kind("action_asked", "You are asked how an action goes", "Somebody wants to know how one of yours goes."),
        Kind("action_check", "Did a finished action help?", "Asked once 30 and once 90 days after it was done."),
        Kind(
            "action_declined",
            "An owner said no to an action",
            "For the tech lead, later the manager too: give it to somebody else.",
            required_in_inbox=True,
        ),
        Kind("action_called_again", "An action of yours is needed again", "By another incident or a later promise."),
        Kind("action_decided", "An overdue action was decided on", "For its owner, tech lead, manager and followers."),
        Kind("action_closed", "An action you follow is closed", "Done or dropped, with the reason."),
        Kind("action_reopened", "A closed action is taken up again", "For its owner, tech lead and followers."),
        Kind("review_requested", "A review is asked of you", "You were named as reviewer.", required_in_inbox=True),
        Kind("review_waits", "A review waits for you", "Up to three working mornings, from a day after it was asked."),
        Kind("review_answered", "A reviewer answered", "Approval or requested changes on a write-up you author."),
        Kind("comment_mentioned", "A comment mentions you", "Somebody wrote your handle in a comment."),
        Kind("comment_replied", "A thread you are in is answered", "Somebody replied where you commented."),
        Kind("comment_added", "A comment on your write-up", "A new thread on a write-up you author.", email=False),
        Kind("published", "A write-up is published", "For authors, followers and the teams involved."),
        Kind(
            "could_happen",
            "Could this happen to you?",
            "A write-up of another team shares a dependency or a failure mode with yours. For tech leads.",
            required_in_inbox=True,
        ),
        Kind(
            "resurfaced",
            "A write-up of your team comes round",
            "On the day it was published, a year later.",
            email=False,
        ),
        Kind("webhook_paused", "A webhook was stopped", "Its receiver is gone. For administrators.", email=True),
        Kind(
            "source_held_back",
            "A storm of alerts",
            "A source asks for more incidents in an hour than it may open. For administrators.",
            required_in_inbox=True,
        ),
        Kind("search_matched", "A search you follow finds more", "Once for each write-up that comes to match."),
        Kind("author_named", "A write-up is given to you", "You were named as its author."),
        Kind("write_up_due", "A write-up is due", "The 48 and 72 hour clocks of drafts you author."),
        Kind(
            "risk_expired",
            "An accepted risk has run out",
            "For who answers for it and the tech leads of the teams: renew it or turn it into an action.",
            required_in_inbox=True,
        ),
        Kind("write_up_needed", "A write-up was decided on", "For the people listed on the incident."),
        Kind("incident_changed", "An incident you follow changed", "Severity, status and people.", email=False),
        Kind("quarterly_report", "The report of a quarter", "For those who subscribed to it on its page.", inbox=False),
        Kind("meeting_called", "You are invited to a review meeting", "With a file for your calendar."),
        Kind("meeting_moved", "A review meeting moves", "Another time, place or facilitator, with the calendar file."),
        Kind("meeting_cancelled", "A review meeting is called off", "Or you are no longer asked to come."),
        Kind("meeting_draft", "A draft to read before a review meeting", "A day before it begins."),
        Kind(
            "meeting_unready",
            "A draft is not ready for its review meeting",
            "For the facilitator and the authors, a day and a half before.",
        ),
        Kind("meeting_started", "A review meeting begins", "You are asked to come.", email=False),
        Kind(
            "meeting_promise",
            "A meeting gave you an action",
            "Say yes to it, say no, or propose another date.",
            required_in_inbox=True,
        ),
        Kind("meeting_answered", "An owner answers what a meeting asked", "For the facilitator.", email=False),
        Kind("meeting_summary", "A review meeting was held", "What was decided and promised, and what stays open."),
        Kind(
            "invitation",
            "An invitation",
            "To the address invited.",
            is_listed=False,
            secret_for=timedelta(days=14),
        ),
        Kind(
            "password_reset",
            "A link to a new password",
            "To whoever asked for it.",
            inbox=False,
            is_listed=False,
            secret_for=timedelta(days=3),
        ),
        Kind("password_noted", "Your password was changed", "To its owner.", inbox=False, is_listed=False),
        Kind("account_unknown", "A password was asked of no account", "To the address typed.", is_listed=False),
        Kind("email_changed", "An e-mail address was changed", "To the address it was before.", is_listed=False),
        Kind("chat_test", "A test of a chat room", "To the room itself.", is_listed=False),
        Kind("glass_broken", "Restricted content was opened", "An administrator used emergency access."),
    )
}
