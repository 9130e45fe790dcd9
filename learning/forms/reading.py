from __future__ import annotations

import re
from typing import Any

from django import forms

from accounts.models import User
from incidents.references import number_of
from learning.models import External
from postmortems.models import Postmortem


class ItemForm(forms.Form):
    what = forms.CharField(
        max_length=200,
        label="Write-up",
        help_text="Its reference, such as INC-42, or the address of its page here.",
        error_messages={"required": "Name a write-up by its reference."},
    )
    why = forms.CharField(max_length=200, required=False, label="Why newcomers should read it")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_what(self) -> Postmortem | External:
        said = str(self.cleaned_data["what"]).strip()
        if match := re.search(r"/elsewhere/(\d{1,9})/", said):
            external = External.objects.visible_to(self.user).kept().filter(pk=int(match[1])).first()
            if external is not None:
                return external
        reference = re.search(r"INC-\d{1,9}", said, re.IGNORECASE)
        number = number_of(reference[0]) if reference else None
        rows = Postmortem.objects.visible_to(self.user).published().select_related("incident")
        found = rows.filter(incident__number=number or 0).first()
        if found is None:
            raise forms.ValidationError("There is no published write-up of that name that you can see.")
        return found

    def details(self) -> dict[str, Any]:
        what = self.cleaned_data["what"]
        kind = "external" if isinstance(what, External) else "postmortem"
        return {kind: what, "why": self.cleaned_data["why"]}
