from meetings.workflow.feeds import make_feed, revoke_feed
from meetings.workflow.preparing import set_agenda, tick
from meetings.workflow.scheduling import cancel, change, schedule

__all__ = ["cancel", "change", "make_feed", "revoke_feed", "schedule", "set_agenda", "tick"]
