"""The mail of one notice: subject, text and HTML from templates, read under the reader's own rights."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from activity import addresses, enclosures
from activity.kinds import KINDS
from activity.models import Notice
from kit import clock


def message_id(notice: Notice) -> str:
    """The same for every attempt, so that a receiver sees a retry as the same message."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<notice-{notice.pk}@{host}>"


def compose(notice: Notice, subject: Any) -> EmailMultiAlternatives:
    context = {
        "notice": notice,
        "data": notice.data,
        "subject": subject,
        "title": getattr(subject, "safe_title", str(subject)),
        "actor": notice.actor,
        "reader": notice.recipient,
        "is_chosen": notice.recipient is not None and KINDS[notice.kind].is_listed,
        "base_url": settings.BASE_URL,
        "link": settings.BASE_URL + addresses.of(notice, subject),
        "preferences": settings.BASE_URL + reverse("activity:preferences"),
    }
    folder = f"activity/notices/{notice.kind}"
    heading = " ".join(render_to_string(f"{folder}.subject.txt", context).split())
    context["heading"] = heading
    context["body"] = render_to_string(f"{folder}.txt", context).strip()
    message = EmailMultiAlternatives(
        subject=heading,
        body=render_to_string("activity/mail/notice.txt", context).strip() + "\n",
        to=[notice.recipient.email if notice.recipient else notice.address],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("activity/mail/notice.html", context), "text/html")
    if (secret_for := KINDS[notice.kind].secret_for) is not None:
        # For the outbox alone; it is no header of the mail.
        message.forget_at = clock.now() + secret_for  # type: ignore[attr-defined]
    enclosures.enclose(message, notice, subject)
    return message
