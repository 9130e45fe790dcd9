"""Whether a notice of a followed search still says something true when it is sent."""

from activity import relevance
from activity.models import Notice
from library.models import Match
from library.workflow.telling import KIND


def why_not_matched(notice: Notice, match: Match) -> str:
    if match.search.removed_at is not None:
        return "The search was removed."
    return "" if match.search.is_followed else "The search is not followed any more."


def register() -> None:
    relevance.register(KIND, why_not_matched)
