from activity.workflow.auditing import audit
from activity.workflow.chatting import remove_chat, set_chat, test_chat
from activity.workflow.following import follow, followers, is_following, stop_following, unfollow
from activity.workflow.heartbeat import beat
from activity.workflow.preferences import set_preference
from activity.workflow.reading import mark_all_read, mark_read, outdate
from activity.workflow.resealing import reseal
from activity.workflow.retrying import give_up, try_again

__all__ = [
    "audit",
    "beat",
    "follow",
    "followers",
    "give_up",
    "is_following",
    "mark_all_read",
    "mark_read",
    "outdate",
    "remove_chat",
    "reseal",
    "set_chat",
    "set_preference",
    "stop_following",
    "test_chat",
    "try_again",
    "unfollow",
]
