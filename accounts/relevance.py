"""Whether a mail to somebody outside is still true when it leaves."""

from accounts.models import Invitation
from activity import relevance
from activity.models import Notice
from kit import clock


def invitation(notice: Notice, subject: Invitation) -> str:
    if not notice.key.endswith(subject.seed[:12]):
        return "A newer link was made."
    return "" if subject.is_usable(clock.now()) else "The invitation was settled or ran out."


def register() -> None:
    relevance.register("invitation", invitation)
