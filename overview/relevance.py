"""Whether a month in review says anything to its reader, and where it leads."""

from typing import Any

from django.urls import reverse

from activity import addresses, relevance
from activity.models import Notice
from overview.digest import Digest, Month


def why_not(notice: Notice, subject: Any) -> str:
    digest = Digest(subject, Month.named(notice.data["month"]))
    return "Nothing was published, finished or judged in that month." if digest.is_empty else ""


def address(notice: Notice, subject: Any) -> str:
    return reverse("overview:digest", args=[notice.data["month"]])


def register() -> None:
    relevance.register("monthly_digest", why_not)
    addresses.register("monthly_digest", address)
