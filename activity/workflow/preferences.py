from typing import Any

from django.db import transaction

from activity.kinds import KINDS
from activity.models import Notice, Preference
from kit.errors import Refused


@transaction.atomic
def set_preference(user: Any, *, kind: str, channel: str, wanted: bool) -> None:
    """Choose whether a kind of notice comes on a channel. Refuses to silence what the ladder must say in the inbox."""
    rule = KINDS[kind]
    if channel == Notice.Channel.INBOX and rule.required_in_inbox and not wanted:
        raise Refused(f"“{rule.label}” always appears in your inbox, so that nothing is silently dropped.")
    Preference.objects.update_or_create(user=user, kind=kind, channel=channel, defaults={"wanted": wanted})


def preferences_of(user: Any) -> list[dict[str, Any]]:
    """One row per kind: the kind, and per channel whether it is wanted now."""
    chosen = {(p.kind, p.channel): p.wanted for p in Preference.objects.filter(user=user)}
    return [
        {
            "kind": rule,
            "inbox": rule.required_in_inbox or chosen.get((rule.key, "inbox"), rule.inbox),
            "email": chosen.get((rule.key, "email"), rule.email),
        }
        for rule in KINDS.values()
        if rule.is_listed
    ]
