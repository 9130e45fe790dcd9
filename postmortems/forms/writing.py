from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from postmortems.forms.fields import PeopleField, VersionField
from postmortems.models import Postmortem, Template
from postmortems.models.postmortem import SECTION_LIMIT


class PreviewForm(forms.Form):
    body = forms.CharField(
        required=False,
        strip=False,
        max_length=SECTION_LIMIT,
        widget=forms.Textarea,
        error_messages={
            "max_length": "A section holds up to %(limit_value)d characters, and this text has %(show_value)d. "
            "Move detail into a linked document."
        },
    )


class SectionForm(PreviewForm):
    base = forms.CharField(required=False, strip=False, widget=forms.HiddenInput, help_text="The text as it was shown.")

    def clean_body(self) -> str:
        """As it is stored: browsers send two characters for one line break."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")


class SettleForm(SectionForm):
    """`keep` is "theirs" for the text that is saved; otherwise `body` is written over it."""

    keep = forms.ChoiceField(choices=[("theirs", "The saved text"), ("mine", "This text")])


class TitleForm(forms.ModelForm):  # type: ignore[type-arg]
    version = VersionField()

    class Meta:
        model = Postmortem
        fields = ("title",)


class AuthorsForm(forms.Form):
    authors = PeopleField(
        label="Authors",
        max_length=500,
        help_text="Handles with commas between them. The first one drives it to publication.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class StartForm(forms.Form):
    template = forms.ModelChoiceField(
        Template.objects.none(), widget=forms.RadioSelect, empty_label=None, to_field_name="slug", label="Template"
    )
    authors = PeopleField(
        label="Authors",
        max_length=500,
        help_text="Handles with commas between them. The first one drives it to publication.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        max_length=500, required=False, label="Why a write-up after all", widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, by: User, fitting: str, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"template": fitting, "authors": [by]}
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Template.objects.current()
        self.fields["reason"].required = needs_reason
