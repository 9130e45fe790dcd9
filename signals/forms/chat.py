from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.forms.fields import MomentField
from incidents.models import Incident
from kit import clock
from signals import chatting, slack, transcript
from signals.archive import MEGABYTE, MOST_BYTES
from signals.chatting import Incomprehensible, Room

MOST_PASTED = 500_000
BEFORE, AFTER = timedelta(hours=2), timedelta(hours=3)


class WrongChannel(Incomprehensible):
    """Which of the export's channels is meant has to be said."""


class ChatForm(forms.Form):
    """An export of Slack, or lines that somebody copied."""

    export = forms.FileField(
        label="Slack export",
        required=False,
        help_text=f"The zip file as Slack gives it, up to {MOST_BYTES // MEGABYTE} MB.",
    )
    channel = forms.CharField(label="Channel", max_length=100, required=False, help_text="Of the export; without #.")
    pasted = forms.CharField(
        label="Or paste what was said",
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One message to a line, as in “10:32 tomas: Rolling back now”, or as your chat copies it.",
    )
    start = MomentField(label="From")
    end = MomentField(label="To")
    without_names = forms.BooleanField(
        label="Without names",
        required=False,
        help_text="Roles take the place of names, addresses and numbers, for good.",
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        end = (incident.resolved_at or incident.restored_at or clock.now()) + AFTER
        begun = {
            "start": (incident.started_at - BEFORE).replace(second=0),
            "end": min(end, clock.now()).replace(second=0),
        }
        super().__init__(*args, **{**kwargs, "initial": begun})
        self.incident = incident
        self.room = Room("", [])
        self.pictures: dict[str, tuple[str, bytes]] = {}
        self.raw = b""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        if not given.get("export") and not given.get("pasted", "").strip():
            raise ValidationError("Choose an export, or paste what was said.")
        try:
            self._read(given)
        except WrongChannel as problem:
            # Browsers forget which file was chosen.
            self.add_error("channel", f"{problem} Name one, and choose the file again.")
        except Incomprehensible as problem:
            self.add_error("export" if given.get("export") else "pasted", str(problem))
        return given

    def _read(self, given: dict[str, Any]) -> None:
        if given.get("export"):
            self.raw = given["export"].read(MOST_BYTES + 1)
            export = slack.Export(self.raw)
            room = export.room(self._channel(export, given["channel"].lstrip("#").strip()))
        else:
            self.raw = given["pasted"].encode()
            room = transcript.read(
                given["pasted"], start=self.incident.started_at, zone=timezone.get_current_timezone()
            )
        self.room = Room(room.name, self._within(room, given["start"], given["end"]))
        if given.get("export"):
            self.pictures = export.pictures({key for one in self.room.said for key in one.pictures})

    def _within(self, room: Room, start: datetime, end: datetime) -> list[chatting.Said]:
        said = chatting.within(room.said, start, end)
        if not said and room.said:
            first, last = room.said[0].at, room.said[-1].at
            raise Incomprehensible(
                f"None of its {len(room.said):,} messages was said in that time: they are from {_words(first)} to "
                f"{_words(last)}."
            )
        return said

    def _channel(self, export: slack.Export, wanted: str) -> str:
        """The one that is named, else the only one, else the one that names the incident."""
        if wanted:
            if wanted in export.channels:
                return wanted
            raise WrongChannel(f"There is no #{wanted[:80]} in it. It has {_listed(export.channels)}.")
        own = self.incident.reference.lower()
        named = [name for name in export.channels if own in name.lower()]
        if len(export.channels) == 1 or len(named) == 1:
            return (named or export.channels)[0]
        raise WrongChannel(f"The export has {_listed(export.channels)}.")


def _listed(channels: list[str]) -> str:
    shown = ", ".join(f"#{name}" for name in channels[:12])
    return f"{shown} and {len(channels) - 12} more" if len(channels) > 12 else shown


def _words(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%b %Y, %H:%M}"
