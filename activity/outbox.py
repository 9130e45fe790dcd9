"""The mail backend of installations without SMTP: what would be sent is kept as rows for administrators to read."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from activity.models import Mail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Stores each message once per Message-ID, so that a retry adds nothing."""
        for message in email_messages:
            html = ""
            if isinstance(message, EmailMultiAlternatives):
                html = next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
            Mail.objects.get_or_create(
                message_id=str(message.message()["Message-ID"])[:200],
                defaults={
                    "recipients": ", ".join(message.recipients()),
                    "sender": message.from_email,
                    "title": str(message.subject)[:300],
                    "text": str(message.body),
                    "html": html,
                    "forget_at": getattr(message, "forget_at", None),
                },
            )
        return len(email_messages)
