"""What an action is: made and corrected by the same form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from accounts.forms.fields import PersonField
from accounts.models import Team, User
from actions.models import Action
from actions.wording import QUESTION, is_vague_action
from actions.workflow import default_deadline
from incidents.models import Incident
from incidents.references import number_of
from kit import clock

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def limit(name: str) -> int:
    return int(getattr(Action._meta.get_field(name), "max_length", 0))


class IncidentField(forms.CharField):
    """An incident by reference, among those its reader may see. Cleans to the Incident, or None when left empty."""

    user: User

    def clean(self, value: Any) -> Incident | None:
        typed = str(super().clean(value)).strip()
        if not typed:
            return None
        found = Incident.objects.visible_to(self.user).filter(number=number_of(typed) or 0).first()
        if found is None:
            raise forms.ValidationError(f"There is no incident {typed}. A reference looks like INC-42.")
        return found


class DetailsForm(forms.Form):
    title = forms.CharField(
        max_length=limit("title"),
        label="What will change",
        help_text="One sentence that says what is different then.",
        error_messages={"required": "Say in a few words what will change."},
    )
    owner = PersonField(required=False, label="Owner", help_text="One person who sees it through.")
    due_on = forms.DateField(required=False, label="Deadline", widget=DAY)
    priority = forms.ChoiceField(choices=Action.Priority.choices, initial=Action.Priority.MEDIUM)
    category = forms.ChoiceField(choices=Action.Category.choices, initial=Action.Category.PROCESS)
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, to_field_name="slug", empty_label="The owner's team", label="Team"
    )
    done_when = forms.CharField(
        required=False,
        max_length=limit("done_when"),
        label="Done when",
        help_text="The test that tells. For example: the alert fired in a drill.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    description = forms.CharField(
        required=False, max_length=limit("description"), widget=forms.Textarea(attrs={"rows": 4})
    )
    benefit = forms.CharField(required=False, max_length=limit("benefit"), label="What gets better")
    effort = forms.ChoiceField(choices=Action.Effort.choices, required=False, label="Effort")
    gain = forms.ChoiceField(choices=Action.Gain.choices, required=False, label="How much better")
    ticket = forms.CharField(required=False, max_length=limit("ticket"), label="Ticket")
    ticket_url = forms.URLField(
        required=False, max_length=limit("ticket_url"), label="Its address", assume_scheme="https"
    )

    meant = forms.CharField(required=False, max_length=limit("title"), widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["team"].queryset = Team.objects.visible_to(user).open()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A vague title gets a question, once: whoever saves it again means it."""
        given: dict[str, Any] = {**(super().clean() or self.cleaned_data)}
        title, meant = given.get("title", ""), given.pop("meant", "")
        if is_vague_action(title) and title not in (meant, self.initial.get("title")):
            self.add_error("title", f"{QUESTION} Or save again to keep it.")
            self.say_again(meant=title)
        return given

    def say_again(self, **values: Any) -> None:
        """Fill hidden fields of the form as it is shown again."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[name] = value
        self.data = data


class CreationForm(DetailsForm):
    """`incident` and `source` come with the address of the page and stay as they are."""

    incident = IncidentField(required=False, label="Incident", help_text="For example INC-42. Empty: it stands alone.")
    source = forms.ChoiceField(choices=Action.Source.choices, required=False, widget=forms.HiddenInput)
    source_note = forms.CharField(required=False, max_length=limit("source_note"), widget=forms.HiddenInput)
    once = forms.CharField(max_length=36, widget=forms.HiddenInput, initial=lambda: str(uuid4()))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field = self.fields["incident"]
        assert isinstance(field, IncidentField)
        field.user = user
        today = clock.today(user.zone)
        days = ", ".join(
            f"{label.lower()} {default_deadline(value, today):%-d %b}" for value, label in Action.Priority.choices
        )
        self.fields["due_on"].help_text = f"Left empty, it follows the priority: {days}."

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["source"] = given.get("source") or ("incident" if given.get("incident") else "alone")
        return given


class EditForm(DetailsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        max_length=2_000,
        label="Why the deadline or the priority changes",
        help_text="Needed when one of them changes. Readers will see it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, action: Action, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        kept = {name: getattr(action, name) for name in self.fields if hasattr(action, name) and name != "team"}
        self.initial = {**kept, "team": action.team.slug if action.team else "", **self.initial}
        self.fields["team"].empty_label = "No team"  # type: ignore[attr-defined]
        if not action.is_open:
            for name in ("owner", "due_on", "priority", "reason"):
                del self.fields[name]
        elif not action.is_running:
            del self.fields["reason"]

    def differing(self) -> list[tuple[str, Any]]:
        """(label, present value) of each field where what was typed differs from what the action says now."""
        given = {**self.cleaned_data, "team": getattr(self.cleaned_data.get("team"), "slug", "")}
        return [
            (str(self[name].label), self.initial.get(name))
            for name in self.fields
            if name in given and name not in ("version", "reason", "meant") and given[name] != self.initial.get(name)
        ]
