from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import Invitation, Team, User
from accounts.roles import OrganisationRole

MOST_ADDRESSES = 50
BETWEEN = re.compile(r"[\s,;]+")


class InviteForm(forms.Form):
    emails = forms.CharField(
        max_length=10_000,
        label="E-mail addresses",
        help_text=f"Up to {MOST_ADDRESSES}, on lines of their own or with commas between.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        error_messages={"max_length": "Invite at most 50 people at once; the text is limited to 10,000 characters."},
    )
    role = forms.ChoiceField(choices=OrganisationRole.choices, initial=OrganisationRole.MEMBER)
    team = forms.ModelChoiceField(queryset=Team.objects.open(), required=False, empty_label="No team yet")

    def clean_emails(self) -> list[str]:
        """Every address is good and new, or the message names those that are not."""
        emails = list(dict.fromkeys(part.lower() for part in BETWEEN.split(self.cleaned_data["emails"]) if part))
        if len(emails) > MOST_ADDRESSES:
            raise ValidationError(f"These are {len(emails)} addresses. Invite at most {MOST_ADDRESSES} at once.")
        errors = [
            ValidationError(f"{email[:80]} is not an e-mail address.") for email in emails if not _is_email(email)
        ]
        here = User.objects.filter(email__in=emails).values_list("email", flat=True)
        errors += [ValidationError(f"{email} has an account already.") for email in here]
        pending = Invitation.objects.pending().filter(email__in=emails).values_list("email", flat=True)
        errors += [
            ValidationError(f"{email} is invited already; send the invitation again below.") for email in pending
        ]
        if errors:
            raise ValidationError(errors)
        return emails


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
