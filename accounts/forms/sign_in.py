"""Allauth's forms in our words."""

from typing import Any

from allauth.account import forms as allauth

PASSWORD_HELP = "At least 10 characters. A few unrelated words are easier to remember than symbols."  # noqa: S105
WORDS = {
    "login": "E-mail",
    "email": "E-mail",
    "password": "Password",
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password again",
}


class Worded:
    """Our labels, no placeholders, and help only where it helps."""

    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            field.help_text = PASSWORD_HELP if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Worded, allauth.LoginForm):
    pass


class ChangePasswordForm(Worded, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(Worded, allauth.SetPasswordForm):
    pass


class ResetPasswordForm(Worded, allauth.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Worded, allauth.ResetPasswordKeyForm):
    pass
