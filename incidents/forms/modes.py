from __future__ import annotations

from typing import Any

from django import forms

from incidents.forms.fields import LineField
from incidents.models import Tag


class ModeForm(forms.Form):
    name = LineField(max_length=60, label="Name", help_text="How it fails, such as Capacity exhausted.")
    description = LineField(max_length=300, required=False, label="What belongs to it")
    terms = forms.CharField(
        max_length=2_000,
        required=False,
        label="Words that suggest it",
        help_text="Separate by commas. It is proposed for texts that have them.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, mode: Tag | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if mode is None:
            del self.fields["version"]
        else:
            self.initial = {"name": mode.name, "description": mode.description, "version": mode.version}
            self.initial["terms"] = ", ".join(mode.terms)

    def clean_terms(self) -> list[str]:
        terms = [part.strip() for part in self.cleaned_data["terms"].replace("\n", ",").split(",") if part.strip()]
        if long := [term for term in terms if len(term) > 60]:
            raise forms.ValidationError(f"At most 60 characters each; “{long[0][:20]}…” has {len(long[0])}.")
        return terms

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "description", "terms")}


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Tag.objects.none(), label="Merge into", empty_label="Choose a failure mode")

    def __init__(self, *args: Any, mode: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Tag.objects.of_kind(Tag.Kind.FAILURE_MODE).current().exclude(pk=mode.pk).order_by("order")
