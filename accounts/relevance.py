"""Whether a mail to somebody outside is still true when it leaves."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts.links import reset_path
from accounts.models import Invitation, User
from accounts.workflow.mails import fingerprint
from activity import addresses, relevance
from activity.models import Notice
from kit import clock


def invitation(notice: Notice, subject: Invitation) -> str:
    if not notice.key.endswith(subject.seed[:12]):
        return "A newer link was made."
    return "" if subject.is_usable(clock.now()) else "The invitation was settled or ran out."


def reset(notice: Notice, subject: User) -> str:
    if notice.data["before"] != fingerprint(subject):
        return "The password was changed meanwhile."
    age = clock.now() - datetime.fromisoformat(notice.data["asked_at"])
    return "It was asked for too long ago." if age.total_seconds() > settings.PASSWORD_RESET_TIMEOUT else ""


def register() -> None:
    relevance.register("invitation", invitation)
    relevance.register("password_reset", reset)
    addresses.register("password_reset", lambda _, user: reset_path(user))
    addresses.register("password_noted", lambda *_: reverse("accounts:profile"))
    addresses.register("account_unknown", lambda *_: reverse("account_login"))
