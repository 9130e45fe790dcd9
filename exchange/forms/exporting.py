from __future__ import annotations

from django import forms

from exchange.models import Export


class ExportForm(forms.Form):
    format = forms.ChoiceField(choices=Export.Format.choices, initial=Export.Format.PDF, widget=forms.RadioSelect)
    with_comments = forms.BooleanField(
        required=False,
        label="With comments and approvals",
        help_text="In JSON, HTML and PDF. Leave it out for readers who were not part of the discussion.",
    )
