from __future__ import annotations

from django import forms


class ChatForm(forms.Form):
    url = forms.CharField(
        max_length=1_000,
        label="Address of the incoming webhook",
        help_text="Made in your chat, for one room. It is kept, and never shown again.",
        error_messages={"required": "Paste the address that the chat gave you."},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
