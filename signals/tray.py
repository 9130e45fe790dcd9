"""What lies beside the timeline, waiting to be picked: signals and messages as one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Exists, OuterRef, Q, Value

from accounts.models import User
from incidents.models import Incident, TimelineEntry
from kit import clock
from signals import suggestions
from signals.candidates import LIKELY
from signals.heard import ACKNOWLEDGED, ALERT, DEPLOY, FAILED, FIRING, RESOLVED, RUN, STATUS, SUCCEEDED, TICKET
from signals.models import Citation, Message, SetAside, Sighting, Signal

# How far around an incident a signal on one of its services may belong to it.
BEFORE, AFTER = timedelta(hours=1), timedelta(minutes=30)
MOST_SIGNALS, MOST_MESSAGES = 500, 3_000
PICKED = ("signal_id", "message_id")
CHANNELS = {
    "pagerduty": "pager",
    "opsgenie": "pager",
    "alertmanager": "metrics",
    "grafana": "metrics",
    "datadog": "metrics",
    "newrelic": "metrics",
    "sentry": "log",
    "github": "deploy",
    "statuspage": "status",
}
VERBS = {FIRING: "", RESOLVED: "Recovered: ", ACKNOWLEDGED: "Acknowledged: "}


@dataclass(frozen=True)
class Item:
    """`ref` names the signal or message; `source` and `kind` are what an entry made of it would have."""

    ref: str
    at: datetime
    text: str
    who: str
    channel: str
    source: str
    kind: str
    url: str = ""
    state: str = ""
    detail: str = ""
    score: int = 0
    reasons: tuple[str, ...] = ()
    group: str = ""
    is_near: bool = False
    thread: str = ""
    pictures: tuple[int, ...] = ()
    fact: suggestions.Fact | None = None
    cited: tuple[int, ...] = ()
    is_aside: bool = False
    milestone: str = ""
    milestone_reason: str = ""

    @property
    def is_likely(self) -> bool:
        return bool(self.milestone) or self.score >= LIKELY


@dataclass(frozen=True)
class Tray:
    items: list[Item] = field(default_factory=list)
    suggested: list[suggestions.Suggestion] = field(default_factory=list)

    def shown(self, show: str) -> list[Item]:
        """One of SHOWS; what is used or set aside is shown only where it is asked for."""
        if show in ("used", "aside"):
            return [item for item in self.items if (item.cited if show == "used" else item.is_aside)]
        left = [item for item in self.items if not item.cited and not item.is_aside]
        return (
            left
            if show == "all"
            else [item for item in left if item.group == show or (show == "likely" and item.is_likely)]
        )

    def count(self, show: str) -> int:
        return len(self.shown(show))

    def picked(self, refs: Iterable[str]) -> list[Item]:
        """In the order of their times."""
        wanted = set(refs)
        return [item for item in self.items if item.ref in wanted]


SHOWS = (
    ("likely", "Likely"),
    ("all", "All"),
    ("signals", "Signals"),
    ("messages", "Messages"),
    ("deploys", "Deploys"),
    ("used", "Used"),
    ("aside", "Set aside"),
)


def tray(incident: Incident, reader: User, entries: Iterable[TimelineEntry] | None = None) -> Tray:
    """Everything that may belong to the incident, as far as its reader may see it, oldest first.

    `entries` are those of its timeline, where somebody has read them already.
    """
    if entries is None:
        entries = TimelineEntry.objects.kept().filter(incident=incident).exclude(milestone="")
    items = [*_signals(incident, reader), *_messages(incident)]
    cited, aside = _used(incident)
    items = [replace(item, cited=tuple(cited.get(item.ref, ())), is_aside=item.ref in aside) for item in items]
    facts = [item.fact for item in items if item.fact and not item.is_aside and not item.is_near]
    found = suggestions.suggestions(facts, proven={entry.milestone for entry in entries})
    reasons = {one.ref: one for one in found}
    items = [
        replace(item, milestone=one.milestone, milestone_reason=one.reason) if (one := reasons.get(item.ref)) else item
        for item in items
    ]
    return Tray(sorted(items, key=lambda item: (item.at, item.ref)), found)


def near(incident: Incident) -> Q:
    """Signals on its services around its time, which nobody has said belong to it."""
    end = incident.resolved_at or incident.restored_at or clock.now()
    return Q(service__in=incident.services.all(), at__gte=incident.started_at - BEFORE, at__lte=end + AFTER)


def _signals(incident: Incident, reader: User) -> list[Item]:
    seen = Exists(Sighting.objects.filter(incident=incident, signal=OuterRef("pk")))
    rows = Signal.objects.visible_to(reader).select_related("source").annotate(is_seen=seen)
    rows = rows.filter(Q(is_seen=True) | near(incident)).in_order()[:MOST_SIGNALS]
    return [replace(_signal(row), is_near=not row.is_seen) for row in rows]


def _signal(row: Signal) -> Item:
    verb = VERBS.get(row.state, "")
    return Item(
        ref=row.ref,
        at=row.at,
        text=f"{verb}{row.title}" if row.kind in (ALERT, STATUS) else _of_deploy(row),
        who=row.who or str(row.source),
        channel=str(row.source),
        source=CHANNELS.get(row.source.sender, "metrics" if row.kind == ALERT else ""),
        kind=_kind(row),
        url=row.url,
        state=row.state,
        detail=row.text,
        score=LIKELY if row.state in (FIRING, RESOLVED, FAILED) and row.kind in (ALERT, STATUS) else 0,
        group="deploys" if row.kind == DEPLOY else "signals",
        fact=suggestions.Fact(row.ref, row.at, row.kind, row.state),
    )


def _kind(row: Signal) -> str:
    if row.kind == DEPLOY:
        return "change"
    if row.kind == STATUS:
        return "communication"
    if row.kind in (TICKET, RUN):
        return "observation"
    return {FIRING: "alert", RESOLVED: "recovery", ACKNOWLEDGED: "action"}.get(row.state, "observation")


def _of_deploy(row: Signal) -> str:
    said = {SUCCEEDED: "", FAILED: " failed"}.get(row.state, f" ({row.state})" if row.kind in (DEPLOY, RUN) else "")
    return f"{row.title}{said}"


def _messages(incident: Incident) -> list[Item]:
    rows = Message.objects.kept().filter(incident=incident).select_related("chat").in_order()[:MOST_MESSAGES]
    return [
        Item(
            ref=row.ref,
            at=row.at,
            text=row.text,
            who=row.author,
            channel=str(row.chat),
            source="chat",
            kind=row.suggests or "observation",
            score=row.score,
            reasons=tuple(row.reasons),
            group="messages",
            thread=row.thread,
            pictures=tuple(row.pictures),
            fact=suggestions.Fact(row.ref, row.at, "message", "", row.means),
        )
        for row in rows
    ]


def _used(incident: Incident) -> tuple[dict[str, list[int]], set[str]]:
    """What entries on the timeline cite, and what somebody set aside, by one query."""
    cited: dict[str, list[int]] = {}
    aside: set[str] = set()
    nothing = Value(0, output_field=BigIntegerField())
    rows = Citation.objects.filter(incident=incident, entry__deleted_at=None).values_list("entry_id", *PICKED)
    left = SetAside.objects.filter(incident=incident).values_list(nothing, *PICKED)
    for entry, signal, message in rows.union(left, all=True):
        if entry:
            cited.setdefault(_ref(signal, message), []).append(entry)
        else:
            aside.add(_ref(signal, message))
    return cited, aside


def _ref(signal: int | None, message: int | None) -> str:
    return f"signal-{signal}" if signal else f"message-{message}"
