from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from incidents.models import Incident, Service
from signals.forms.words import FIELD_WORDS
from signals.models import Source
from signals.senders import SENDERS
from signals.signatures import ASKED
from signals.workflow.sources import FURTHEST_SECONDS, MOST_DAYS, MOST_PER_HOUR, MOST_PER_MINUTE

LEAST = [
    ("info", "Anything"),
    ("warning", "Warning or worse"),
    ("error", "Error or worse"),
    ("critical", "Critical only"),
]


def secret_field(hint: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(max_length=500, required=False, label="Signing secret", help_text=hint, widget=widget)


class AddForm(forms.Form):
    sender = forms.ChoiceField(label="Who sends", choices=[(key, sender.label) for key, sender in SENDERS.items()])
    name = forms.CharField(max_length=80, label="Name", help_text="As it stands beside its signals: “Pager, Payments”.")
    secret = secret_field("Kept encrypted. Where the sender shows one only later, set it on the page of the source.")


class EditForm(forms.Form):
    name = forms.CharField(max_length=80)
    offset_seconds = forms.IntegerField(
        label="Correct its clock by",
        help_text="Seconds added to the sender's times, from now on; less than nothing when its clock is ahead.",
        min_value=-FURTHEST_SECONDS,
        max_value=FURTHEST_SECONDS,
    )
    per_minute = forms.IntegerField(
        label="Messages in a minute",
        help_text="What comes beyond is answered with 429, and the sender tries again.",
        min_value=1,
        max_value=MOST_PER_MINUTE,
    )
    keep_days = forms.IntegerField(
        label="Days that messages are kept as they came",
        help_text="What they said stays for good. So do messages that a timeline cites, that opened an incident, or "
        "that nobody understood yet.",
        min_value=1,
        max_value=MOST_DAYS,
    )


class SecretForm(forms.Form):
    secret = secret_field("")

    def __init__(self, *args: Any, source: Source) -> None:
        super().__init__(*args)
        self.fields["secret"].help_text = f"{ASKED[source.signed]} Leave it empty to ask for none."


class RuleForm(forms.Form):
    rule = forms.ChoiceField(
        label="When an alert begins",
        choices=[
            ("collect", "Only collect: people find it when they write the timeline"),
            ("attach", "Attach it to an open incident that has this alert already, or is about its service"),
            ("open", "Open an incident"),
        ],
        widget=forms.RadioSelect,
    )
    least = forms.ChoiceField(
        label="Opens for", choices=LEAST, help_text="What says nothing about it counts as enough."
    )
    opens_as = forms.ChoiceField(label="Opens as", choices=Incident.Severity.choices)
    per_hour = forms.IntegerField(
        label="Incidents in an hour",
        help_text="At most. In a storm, what comes beyond is kept and opens nothing; administrators are told.",
        min_value=1,
        max_value=MOST_PER_HOUR,
    )
    joins = forms.BooleanField(
        required=False, label="Join an open incident on the same service instead of opening another"
    )
    sets_milestones = forms.BooleanField(
        required=False, label="Set detected and restored, as far as nobody has said otherwise"
    )
    service = forms.ModelChoiceField(
        queryset=Service.objects.current(),
        required=False,
        empty_label="None",
        label="Its service",
        help_text="For signals that name none we know.",
    )


class MappingForm(forms.Form):
    """Where the fields are. Paths look like alert.labels.service or checks.0.name."""

    sample = forms.CharField(
        label="A message as it was sent",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="JSON. Paste one, or take one that came.",
    )
    rows = forms.CharField(
        max_length=200, required=False, label="List of events", help_text="When one message holds several."
    )
    kind = forms.ChoiceField(choices=[("alert", "Alerts"), ("deploy", "Deploys")], label="It sends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in FIELD_WORDS.items():
            is_needed = name == "title"
            self.fields[name] = forms.CharField(max_length=200, required=is_needed, label=label, help_text=hint)

    def clean_sample(self) -> str:
        said = str(self.cleaned_data["sample"])
        try:
            found = json.loads(said)
        except (ValueError, RecursionError) as error:
            raise ValidationError("This is not JSON. Paste one message as it was sent.") from error
        if not isinstance(found, dict):
            raise ValidationError("This is JSON, but no object with named fields.")
        return said

    @property
    def mapping(self) -> dict[str, str]:
        given = self.cleaned_data if hasattr(self, "cleaned_data") else self.initial
        names = ("rows", "kind", *FIELD_WORDS)
        return {name: str(given.get(name) or "").strip() for name in names}
