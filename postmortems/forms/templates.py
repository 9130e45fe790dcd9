from __future__ import annotations

from typing import Any

from django import forms

from incidents.models import Incident
from postmortems.forms.fields import TokenField
from postmortems.models import Template, TemplateSection, TemplateVersion

MOST_CHECKS = 20
LONGEST_CHECK = 200


def again(form: Any, edits: int) -> None:
    """Have the form save over what somebody else saved, now that it is shown."""
    form.data = form.data.copy()
    form.data["edits"] = edits


class EditsField(forms.IntegerField):
    """How often the row had been edited when it was shown."""

    widget = forms.HiddenInput


class NewTemplateForm(forms.Form):
    name = forms.CharField(max_length=80, label="Name")
    purpose = forms.CharField(max_length=300, label="Purpose", help_text="When to take it, in one sentence.")
    begins_as = forms.ModelChoiceField(
        Template.objects.none(),
        to_field_name="slug",
        empty_label=None,
        label="Begins with the sections of",
        help_text="They are a draft, to be edited before anybody is offered the template.",
    )
    once = TokenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["begins_as"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Template.objects.filter(versions__published_at__isnull=False).distinct()


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    kinds = forms.MultipleChoiceField(
        choices=Incident.Kind.choices, required=False, widget=forms.CheckboxSelectMultiple, label="Kinds it serves"
    )
    severities = forms.MultipleChoiceField(
        choices=Incident.Severity.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Severities it serves",
        help_text="With kinds: only those of these severities. Nothing ticked at all: it is taken by hand.",
    )
    visibility = forms.ChoiceField(
        choices=[("", "The incident keeps its own"), *Incident.Visibility.choices],
        required=False,
        label="Who sees an incident once it has such a write-up",
        help_text="An incident never becomes more open by it.",
    )
    edits = EditsField()

    class Meta:
        model = Template
        fields = ("name", "purpose", "kinds", "severities", "visibility")
        help_texts = {"purpose": "When to take it, in one sentence."}


class TemplateSectionForm(forms.ModelForm):  # type: ignore[type-arg]
    edits = EditsField(required=False)
    once = TokenField()

    class Meta:
        model = TemplateSection
        fields = ("title", "guidance", "prose", "block", "required", "most_words")
        labels = {"prose": "People write a text here", "block": "Rows shown", "most_words": "Most words"}
        help_texts = {
            "guidance": "Stands where the text will be, until somebody writes. It is never counted as text.",
            "prose": "",
            "required": "A review can be requested once every required section is complete.",
            "most_words": "Longer texts are pointed out. Empty: no limit.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guidance"].max_length = 1_000  # type: ignore[attr-defined]
        self.fields["guidance"].validators.append(forms.CharField(max_length=1_000).validators[0])
        block = self.fields["block"]
        assert isinstance(block, forms.TypedChoiceField)
        block.choices = [(value, label if value else "None") for value, label in TemplateSection.Block.choices]
        self.fields["most_words"].widget.attrs.update(min=1, max=3_000)

    def clean_most_words(self) -> int | None:
        most: int | None = self.cleaned_data["most_words"]
        if most is not None and not 1 <= most <= 3_000:
            raise forms.ValidationError("Between 1 and 3,000 words, or none for no limit.")
        return most

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("prose") and not found.get("block"):
            raise forms.ValidationError("A section has a text, rows, or both.")
        return found

    def chosen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ChecklistForm(forms.Form):
    checklist = forms.CharField(
        max_length=MOST_CHECKS * LONGEST_CHECK,
        widget=forms.Textarea(attrs={"rows": 8}),
        label="Checklist for reviewers",
        help_text=f"One line for each thing to tick, up to {MOST_CHECKS}.",
    )
    edits = EditsField()

    def clean_checklist(self) -> list[str]:
        lines = list(
            dict.fromkeys(line.strip() for line in self.cleaned_data["checklist"].splitlines() if line.strip())
        )
        if len(lines) > MOST_CHECKS:
            raise forms.ValidationError(f"Up to {MOST_CHECKS} lines; these are {len(lines)}.")
        if long := next((line for line in lines if len(line) > LONGEST_CHECK), None):
            raise forms.ValidationError(f"A line has up to {LONGEST_CHECK} characters, “{long[:40]}…” has {len(long)}.")
        return lines


class PublishTemplateForm(forms.Form):
    note = forms.CharField(
        max_length=300, required=False, label="What is different", help_text="One sentence for those who write with it."
    )


class CompareVersionsForm(forms.Form):
    """Two versions of one template; the last two, or the last and its draft, when nothing fits."""

    def __init__(self, *args: Any, versions: list[TemplateVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.number), str(each.number)) for each in versions]
        for name in ("from", "to"):
            self.fields[name] = forms.ChoiceField(choices=choices)


class MoveForm(forms.Form):
    """To which version, and the fingerprint of what was shown."""

    to = forms.TypedChoiceField(coerce=int, label="To version")
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, versions: list[TemplateVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(each.number, f"Version {each.number}") for each in versions]
