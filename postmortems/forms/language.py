from __future__ import annotations

from typing import Any

from django import forms

from postmortems.forms.fields import VersionField
from postmortems.models import Language
from postmortems.workflow.language import WORDS

MOST_WORDS = 200
LONGEST = 60


class WordsField(forms.CharField):
    """One word or phrase to a line. Cleans to a sorted list in lower case, each once."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def clean(self, value: Any) -> list[str]:
        lines = str(super().clean(value)).lower().replace("’", "'").splitlines()
        found = sorted({" ".join(line.split()) for line in lines} - {""})
        if len(found) > MOST_WORDS:
            raise forms.ValidationError(f"At most {MOST_WORDS} of them; these are {len(found)}.")
        if long := [word for word in found if len(word) > LONGEST]:
            raise forms.ValidationError(f"“{long[0][:LONGEST]}…” is longer than {LONGEST} characters.")
        return found

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class WordField(WordsField):
    """As above, but single words."""

    def clean(self, value: Any) -> list[str]:
        found = super().clean(value)
        if phrases := [word for word in found if " " in word]:
            raise forms.ValidationError(f"“{phrases[0]}” is more than one word.")
        return found


class LanguageForm(forms.Form):
    roles = WordField(
        required=False,
        label="Words for people here",
        help_text="Nouns, one to a line, such as deployer or firefighter.",
    )
    judgements = WordField(
        required=False,
        label="Words that judge",
        help_text="Said of a person, one to a line, such as cowboy or amateurish.",
    )
    leave_alone = WordsField(
        required=False,
        label="Leave alone",
        help_text="Words or phrases no hint may touch, such as the name of a product.",
    )
    version = VersionField()

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(language, name) for name in (*WORDS, "version")}

    def words(self) -> dict[str, list[str]]:
        return {name: self.cleaned_data[name] for name in WORDS}
