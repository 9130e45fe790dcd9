from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from accounts.forms.fields import PersonField
from accounts.models import Team, User
from actions.forms.details import DAY, limit
from actions.models import Action
from incidents.models import Tag
from learning.forms.questions import Settling
from learning.models import External


class ExternalForm(Settling):
    url = forms.URLField(max_length=1_000, label="Address", assume_scheme="https")
    title = forms.CharField(max_length=200, label="Title")
    publisher = forms.CharField(max_length=120, required=False, label="Who published it")
    published_on = forms.DateField(required=False, label="When", widget=DAY)
    summary = forms.CharField(
        max_length=5_000,
        label="What it teaches us",
        help_text="In your own words: what happened there, and what it means here. The address is not fetched.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.none(), required=False, label="Failure modes", widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, external: External | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tags"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Tag.objects.visible_to(user).of_kind(Tag.Kind.FAILURE_MODE).current().order_by("order")
        if external is None:
            del self.fields["version"]
        else:
            names = ("url", "title", "publisher", "published_on", "summary", "version")
            self.initial = {name: getattr(external, name) for name in names}
            self.initial["tags"] = [tag.pk for tag in external.tags.all()]


class PreventForm(Settling):
    title = forms.CharField(max_length=limit("title"), label="What will you change?")
    owner = PersonField(label="Owner")
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, to_field_name="slug", empty_label="The owner's team", label="Team"
    )
    priority = forms.ChoiceField(choices=Action.Priority.choices, initial=Action.Priority.MEDIUM)
    once = forms.CharField(max_length=36, widget=forms.HiddenInput, initial=lambda: str(uuid4()))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.visible_to(user).open()  # type: ignore[attr-defined]
        self.initial.setdefault("owner", user.handle)
