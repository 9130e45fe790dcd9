import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as globals_of_allauth
from django.http import HttpRequest
from django.urls import reverse

from accounts import workflow
from accounts.links import absolute
from accounts.workflow.mails import NOTED

logger = logging.getLogger(__name__)

UNKNOWN = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):
    """People come in by invitation only, and are told in our words what went wrong."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "No account has this e-mail address and password. Check both.",
        "too_many_login_attempts": "Too many failed attempts with this address. Wait five minutes.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your current password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Allauth would take the host from the request, which a stranger can choose within the hosts allowed."""
        uid, _, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """The link that comes with the context is left alone: the mail gets one of its own when it leaves."""
        workflow.mail_reset(user)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        what = template_prefix.rpartition("/")[2]
        if what in NOTED:
            request = globals_of_allauth.request
            agent = request.headers.get("User-Agent", "") if request else ""
            workflow.mail_noted(user, what, ip=self.get_client_ip(request) if request else "", agent=agent)
        else:
            super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away must not turn a door into a server error, nor tell strangers who exists."""
        if template_prefix == UNKNOWN:
            return workflow.mail_unknown(email)
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            logger.exception("A mail about an account did not leave: %s", template_prefix)
        return None
