"""What the ledger must hold when everything has settled: each step told to each of its people, once."""

from collections import Counter

from actions.models import Action
from activity.models import Mail, Notice
from tests.chaos.installation import FIGURES, Site
from tests.chaos.promises import Promises, Told


def told() -> Counter[Told]:
    numbers = dict(Action.objects.values_list("pk", "number"))
    rows = Notice.objects.filter(key__startswith="ladder:", state="sent").select_related("recipient")
    return Counter(
        (
            numbers[row.subject_id],
            row.data["step"],
            row.recipient.handle if row.recipient else row.address,
            row.channel,
            row.due_at,
        )
        for row in rows
    )


def all_is_told(site: Site, promises: Promises) -> None:
    """Each step to each of its people once, and each mail has left, if twice then under the same Message-ID."""
    site.settle()
    with site.database():
        assert told() == promises.expected()
        mails = Notice.objects.filter(channel="email", state="sent").select_related("recipient")
        to = {mail.message_id: mail.recipient.email if mail.recipient else mail.address for mail in mails}
        assert dict(Mail.objects.values_list("message_id", "recipients")) | dict(site.letters) == to
    FIGURES["steps opened"], FIGURES["notices told once each"] = promises.steps(), promises.expected().total()
