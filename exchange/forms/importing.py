from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from accounts.forms.fields import PersonField
from accounts.models import User
from exchange.laying import OUT, OWN
from exchange.models import ImportedFile
from exchange.proposals import proposal, templates
from exchange.proposing import SHAPE, TIMES
from exchange.reading.understood import Understood
from exchange.reading.zones import known
from incidents.models import Incident, Service
from kit.uploads import MOST_BYTES
from postmortems.models import Template

LABELS = {"fix_decided": "Fix decided", "restored": "Customers served again", "resolved": "All-clear"}
MOST_OWNERS = 60


class UploadForm(forms.Form):
    file = forms.FileField(
        label="A Markdown file, or a folder as zip",
        help_text="Front matter, tables, bullets and headings are understood, whichever house wrote them. Pictures in "
        "the folder come along.",
        widget=forms.ClearableFileInput(attrs={"accept": ".md,.markdown,.mdx,.qmd,.txt,.zip,text/*,application/zip"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(f"A file holds up to {MOST_BYTES // 1_000_000} MB. Split the folder.")
        return sent


class OptionsForm(forms.Form):
    """What holds for every file that does not say otherwise itself."""

    publish = forms.ChoiceField(
        label="They become",
        choices=[
            ("published", "Published, as they were elsewhere: no review is asked, nobody is told"),
            ("draft", "Drafts, to be completed and reviewed here"),
        ],
        initial="published",
        widget=forms.RadioSelect,
    )
    open_actions = forms.ChoiceField(
        label="Actions that were not done",
        choices=[
            ("closed", "History: closed with a note that they are not followed here"),
            ("open", "Still to be done: with an owner and a day to come, their clock runs"),
        ],
        initial="closed",
        widget=forms.RadioSelect,
    )
    template = forms.ChoiceField(label="Template")
    visibility = forms.ChoiceField(label="Who sees them", choices=Incident.Visibility.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = templates()  # type: ignore[attr-defined]


class LocalTimeField(forms.CharField):
    """A date and a time in the zone of the text, kept as it was typed."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})

    def clean(self, value: Any) -> str:
        said = str(super().clean(value) or "").strip()
        if not said:
            return ""
        try:
            at = datetime.fromisoformat(said)
        except ValueError as error:
            raise forms.ValidationError("Give a date and a time, for example 2025-11-12 14:00.") from error
        if not 2000 <= at.year <= 2199 or at.tzinfo is not None:
            raise forms.ValidationError("Give a day since the year 2000, without a zone.")
        return at.strftime(SHAPE)


class FileForm(forms.Form):
    """What was understood of one text, to be corrected."""

    title = forms.CharField(max_length=200)
    severity = forms.ChoiceField(choices=Incident.Severity.choices)
    kind = forms.ChoiceField(choices=Incident.Kind.choices)
    zone = forms.CharField(
        label="Times are in",
        max_length=60,
        help_text="A zone such as Europe/Berlin, letters such as PST, or UTC+2.",
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
    )
    services = forms.MultipleChoiceField(required=False, widget=forms.SelectMultiple(attrs={"size": 5}))

    def __init__(self, *args: Any, file: ImportedFile, user: User, **kwargs: Any) -> None:
        self.file, self.found = file, file.found
        self.chosen = proposal(file, user) | file.choices
        kwargs["initial"] = self.chosen | self._split(self.chosen)
        super().__init__(*args, **kwargs)
        rows = Service.objects.visible_to(user).filter(archived_at__isnull=True)
        self.fields["services"].choices = list(rows.values_list("slug", "name"))  # type: ignore[attr-defined]
        for name in TIMES:
            label = LABELS.get(name, name.capitalize())
            self.fields[name] = LocalTimeField(label=label, required=name == "started")
        self._add_parts(file)
        for place, owner in enumerate(self._owners):
            self.fields[f"owner_{place}"] = PersonField(required=False, label=owner)

    @property
    def _owners(self) -> list[str]:
        return list(self.chosen["owners"])[:MOST_OWNERS]

    def _add_parts(self, file: ImportedFile) -> None:
        template = Template.objects.get(slug=file.choices.get("template") or "standard")
        choices = [*template.latest().sections.values_list("key", "title")]
        choices += [(OWN, "A section of its own"), (OUT, "Leave out")]
        for place, part in enumerate(self.found.parts):
            self.fields[f"part_{place}"] = forms.ChoiceField(
                label=part.title or "Before the first heading", choices=choices
            )

    def _split(self, chosen: dict[str, Any]) -> dict[str, Any]:
        parts = {f"part_{place}": key for place, key in enumerate(chosen["parts"])}
        return parts | {f"owner_{place}": handle for place, handle in enumerate(chosen["owners"].values())}

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if not known(zone):
            raise forms.ValidationError("No such zone. Give a name such as Europe/Berlin, or an offset such as UTC+2.")
        return zone

    @property
    def times(self) -> list[Any]:
        return [self[name] for name in TIMES]

    @property
    def parts(self) -> list[tuple[Any, Any, str]]:
        """Each with its field, and the name of the section it goes into as things stand."""
        rows = [(self[f"part_{place}"], part) for place, part in enumerate(self.found.parts)]
        return [(field, part, _named(field)) for field, part in rows]

    @property
    def owners(self) -> list[Any]:
        return [self[f"owner_{place}"] for place in range(len(self._owners))]

    def choices(self) -> dict[str, Any]:
        """As they are kept."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("title", "severity", "kind", "zone", "services", *TIMES)}
        people = [given[f"owner_{place}"] for place in range(len(self._owners))]
        owners = {name: user.handle if user else "" for name, user in zip(self._owners, people, strict=True)}
        keys = [given[f"part_{place}"] for place in range(len(self.found.parts))]
        return {**plain, "parts": keys, "owners": self.chosen["owners"] | owners}


def _named(field: Any) -> str:
    return str(dict(field.field.choices).get(field.value(), ""))


def sections_of(found: Understood) -> int:
    return sum(1 for part in found.parts if part.title)
