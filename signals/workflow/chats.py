"""Chats that people bring: kept as raw messages beside the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents import workflow as incidents
from incidents.models import Incident, Participation
from kit import clock
from kit.errors import Refused
from signals import chatting
from signals.candidates import judge
from signals.chatting import MOST_MESSAGES, Said
from signals.models import Chat, Message

IMPORTS = "signals.import_chat"
MOST_CHATS = 20
Pictures = Mapping[str, tuple[str, bytes]]


@transaction.atomic
def add_chat(
    incident: Incident,
    *,
    by: User,
    name: str,
    said: Sequence[Said],
    digest: str,
    without_names: bool = False,
    pictures: Pictures | None = None,
) -> Chat:
    """Keep what was said. The same thing brought twice is the chat that is there."""
    policy.require(IMPORTS, by, incident)
    incident = Incident.objects.locked(incident.pk)
    present = Chat.objects.filter(incident=incident, removed_at=None)
    if same := present.filter(digest=digest).first():
        found: Chat = same
        return found
    if not said:
        raise Refused("Nothing was said in that time.")
    if len(said) > MOST_MESSAGES:
        raise Refused(f"A chat holds up to {MOST_MESSAGES:,} messages. Choose a shorter time.")
    if present.count() >= MOST_CHATS:
        raise Refused(f"An incident has at most {MOST_CHATS} chats.")
    told = chatting.anonymous(said, _roles(incident)) if without_names else list(said)
    chat: Chat = Chat.objects.create(
        incident=incident, name=name[:120], digest=digest, is_anonymous=without_names, by=by
    )
    kept = _keep_pictures(incident, by, pictures or {})
    _keep_messages(chat, told, kept)
    record("chat.added", chat, by=by, data={"messages": len(told)})
    return chat


@transaction.atomic
def remove_chat(chat: Chat, *, by: User) -> Chat:
    """Nobody sees it any more, but for what the timeline already says; it can be brought back."""
    policy.require(IMPORTS, by, chat.incident)
    chat = Chat.objects.locked(chat.pk)
    if chat.removed_at is None:
        chat.removed_at = clock.now()
        chat.save(update_fields=["removed_at"])
        record("chat.removed", chat, by=by)
    return chat


@transaction.atomic
def restore_chat(chat: Chat, *, by: User) -> Chat:
    policy.require(IMPORTS, by, chat.incident)
    chat = Chat.objects.locked(chat.pk)
    if chat.removed_at is not None:
        if Chat.objects.filter(incident=chat.incident_id, digest=chat.digest, removed_at=None).exists():
            raise Refused("The same chat was added again meanwhile.")
        chat.removed_at = None
        chat.save(update_fields=["removed_at"])
        record("chat.restored", chat, by=by)
    return chat


def _keep_pictures(incident: Incident, by: User, pictures: Pictures) -> dict[str, int]:
    """Those that cannot be kept are left out: what was said with them is not."""
    kept: dict[str, int] = {}
    for key, (name, data) in pictures.items():
        try:
            with transaction.atomic():
                kept[key] = incidents.attach(incident, by=by, data=data, name=name, note="From a chat").pk
        except Refused:
            continue
    return kept


def _keep_messages(chat: Chat, said: Sequence[Said], pictures: Mapping[str, int]) -> None:
    answers: dict[str, int] = {}
    for one in said:
        if one.thread:
            answers[one.thread] = answers.get(one.thread, 0) + 1
    Message.objects.bulk_create(_message(chat, one, answers.get(one.uid, 0), pictures) for one in said)


def _message(chat: Chat, one: Said, answers: int, pictures: Mapping[str, int]) -> Message:
    shown = [pictures[key] for key in one.pictures if key in pictures]
    judged = judge(
        one.text, is_pinned=one.is_pinned, reactions=one.reactions, answers=answers, pictures=len(one.pictures)
    )
    return Message(
        incident_id=chat.incident_id,
        chat=chat,
        uid=one.uid,
        at=one.at,
        author=one.author,
        text=one.text,
        thread=one.thread,
        is_pinned=one.is_pinned,
        reactions=dict(one.reactions),
        pictures=shown,
        score=min(judged.score, 100),
        reasons=list(judged.reasons),
        suggests=judged.kind,
        means=judged.means if judged.is_likely else "",
    )


def _roles(incident: Incident) -> dict[str, str]:
    """Handle and name of everybody listed → their role on the incident."""
    found: dict[str, str] = {}
    for listed in Participation.objects.filter(incident=incident).select_related("user"):
        for name in (listed.user.handle, listed.user.name):
            if name:
                found.setdefault(name, str(listed.get_role_display()))
    return found
