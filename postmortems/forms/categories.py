from __future__ import annotations

from typing import Any

from django import forms

from postmortems.forms.fields import VersionField
from postmortems.models import FactorCategory


class CategoryForm(forms.Form):
    name = forms.CharField(max_length=40, label="Name", help_text="One or two words, such as Suppliers.")
    hint = forms.CharField(
        max_length=120,
        required=False,
        label="What to look for",
        help_text="Shown to authors while the category has no factor.",
    )
    version = VersionField()

    def __init__(self, *args: Any, category: FactorCategory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if category is None:
            del self.fields["version"]
        else:
            self.initial = {"name": category.name, "hint": category.hint, "version": category.version}


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        FactorCategory.objects.none(), to_field_name="key", label="Merge into", empty_label="Choose a category"
    )

    def __init__(self, *args: Any, category: FactorCategory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = FactorCategory.objects.current().exclude(pk=category.pk)
