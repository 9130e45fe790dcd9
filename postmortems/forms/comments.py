"""What somebody says in a thread."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.urls import reverse_lazy

from postmortems.forms.fields import TokenField, VersionField
from postmortems.models.comment import BODY_LIMIT

TOO_LONG = f"A comment holds up to {BODY_LIMIT:,} characters; this has %(show_value)d."
MOST_ANCHOR = 200
# Whom `@` may mean is asked there: see static/js/mentions.js.
MENTIONS = {
    "data-mentions": reverse_lazy("accounts:people_search"),
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "autocomplete": "off",
}


def _words(label: str, rows: int, *, mentions: bool = True, **details: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, **(MENTIONS if mentions else {})})
    errors = {"max_length": TOO_LONG, "required": "Write your comment."}
    return forms.CharField(label=label, max_length=BODY_LIMIT, widget=area, error_messages=errors, **details)


class AnchorField(forms.CharField):
    """What the editor calls the words (live.anchors); cleans to what JSON says, or None."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=MOST_ANCHOR)

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        try:
            return json.loads(given) if given else None
        except ValueError:
            raise forms.ValidationError("These words cannot be found. Select them again.") from None


class ReplyForm(forms.Form):
    """Without words to suggest something for, there is no field for it."""

    body = _words("Comment", 4, required=False, help_text="Mention somebody by @handle, and they are told.")
    suggests = forms.BooleanField(required=False, label="Suggest other words")
    replacement = _words(
        "Suggested words", 3, mentions=False, required=False, strip=False, help_text="Empty takes the words out."
    )

    def __init__(self, *args: Any, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = TokenField()
        if words:
            self.initial["replacement"] = words
        else:
            del self.fields["suggests"], self.fields["replacement"]
            self.fields["body"].required = True

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        suggests = given.pop("suggests", False)
        replacement = given.pop("replacement", None)
        given["replacement"] = (replacement or "") if suggests else None
        if not suggests and not (given.get("body") or "").strip() and "body" not in self.errors:
            self.add_error("body", "Write your comment.")
        return given


class ThreadForm(ReplyForm):
    """A comment on a place; the place comes along in hidden fields, from the address."""

    section = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    at = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    anchor = AnchorField()


class EditForm(forms.Form):
    body = _words("Comment", 4)
    version = VersionField()
