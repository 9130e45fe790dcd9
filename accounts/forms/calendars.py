from __future__ import annotations

from typing import Any

from django import forms

from accounts import holidays
from kit import clock

MOST_BYTES = 300_000


class CalendarForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        label="Name",
        help_text="A country or a site, for example Germany, Bavaria.",
        error_messages={"required": "Give the calendar a name."},
    )


class DayForm(forms.Form):
    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day."},
    )
    name = forms.CharField(max_length=120, label="What it is", error_messages={"required": "Say what day it is."})
    yearly = forms.BooleanField(required=False, label="On this day of every year")


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Calendar file",
        help_text="An .ics file of whole days, as calendars export and governments publish them.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_file(self) -> list[holidays.Found]:
        sent: Any = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"The file may have up to {MOST_BYTES // 1000} kB.")
        try:
            return holidays.read(sent.read(), today=clock.now().date())
        except holidays.Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable))


def first_error(form: forms.Form) -> str:
    errors: Any = form.errors
    return str(next(iter(errors.values()))[0])
