from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.calendars import Calendar
from accounts.forms.fields import ZoneField
from accounts.forms.sign_in import PASSWORD_HELP
from accounts.models import WEEKDAYS, User, handle_rule
from accounts.roles import OrganisationRole

HANDLE_HELP = "How others mention you: 2 to 39 small letters, digits and hyphens."


class HandleField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Handle",
            max_length=39,
            validators=[handle_rule],
            help_text=HANDLE_HELP,
            widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "nickname"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).strip().lstrip("@").lower()


class ProfileForm(forms.Form):
    handle = HandleField()
    name = forms.CharField(max_length=120, label="Name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    time_zone = ZoneField(help_text="Times are shown in it, and reminders come in its morning.")
    workdays = forms.TypedMultipleChoiceField(
        choices=WEEKDAYS,
        coerce=int,
        label="Working days",
        help_text="Reminders wait for the next one.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one working day."},
    )
    calendar = forms.ModelChoiceField(
        queryset=Calendar.objects.all(),
        required=False,
        label="Days off",
        empty_label="As my team",
        to_field_name="slug",
        help_text="Reminders wait for the day after them.",
    )
    theme = forms.ChoiceField(choices=User.Theme.choices, widget=forms.RadioSelect(attrs={"data-theme-choice": ""}))
    shortcuts = forms.BooleanField(required=False, label="Single-key shortcuts, such as C for a new incident")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.initial = {**{name: getattr(user, name) for name in self.fields}, **self.initial}

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if User.objects.filter(handle=handle).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError(f"@{handle} belongs to somebody else.")
        return handle


class EmailForm(forms.Form):
    """A new sign-in address; people confirm their own by password, an administrator changes another's without."""

    email = forms.EmailField(
        max_length=254, label="New e-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, user: User, by: User, **kwargs: Any) -> None:
        self.user, self.by = user, by
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError("Somebody else signs in with this address.")
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.by.check_password(password):
            raise forms.ValidationError("This is not your current password.")
        return password


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=OrganisationRole.choices, widget=forms.RadioSelect)


class AcceptForm(forms.Form):
    handle = HandleField()
    name = forms.CharField(max_length=120, label="Name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    time_zone = ZoneField(initial="UTC")
    password = forms.CharField(
        help_text=PASSWORD_HELP, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if User.objects.filter(handle=handle).exists():
            raise forms.ValidationError(f"@{handle} belongs to somebody else.")
        return handle

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        given = {name: self.cleaned_data.get(name, "") for name in ("handle", "name")}
        validate_password(password, User(email=self.email, **given))
        return password


class PeopleFilter(forms.Form):
    q = forms.CharField(required=False, max_length=120, label="Handle or name")
    role = forms.ChoiceField(required=False, choices=[("", "Any role"), *OrganisationRole.choices])
    state = forms.ChoiceField(
        required=False, choices=[("", "Active"), ("deactivated", "Deactivated"), ("all", "Everybody")]
    )

    def chosen(self) -> dict[str, str]:
        """What was asked for; a value that no filter has counts as not asked."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
