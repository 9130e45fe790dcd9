"""Naming a search that is kept."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from library.asking import SearchForm
from library.models.saved import MOST_ADDRESS


class SaveForm(forms.Form):
    name = forms.CharField(max_length=80, help_text="As you will look for it among your searches.")
    follow = forms.BooleanField(
        required=False,
        initial=True,
        label="Tell me of new matches",
        help_text="Once for each write-up: of ours when it is published, of others when somebody keeps it here.",
    )
    address = forms.CharField(max_length=MOST_ADDRESS, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_address(self) -> str:
        """As the page itself would write it; without words or choices everything would be found."""
        form = SearchForm(QueryDict(self.cleaned_data["address"]))
        if not (form.typed or form.is_narrowed):
            raise forms.ValidationError("Type words or choose a filter first: this search finds everything.")
        return form.kept()


class RenameForm(forms.Form):
    name = forms.CharField(max_length=80)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
