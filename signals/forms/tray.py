from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from incidents.forms.fields import LineField, MomentField, SuggestingInput
from incidents.models import TimelineEntry
from signals.tray import Item
from signals.workflow.promoting import MOST_AT_ONCE, Draft

MOST_TEXT = 2_000


class DraftForm(forms.Form):
    """An entry before it is one, in the words of whoever picked it."""

    at = MomentField(label="Time")
    text = forms.CharField(label="What happened", max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 2}))
    who = LineField(label="Who or what", max_length=200, required=False)
    kind = forms.ChoiceField(label="Kind", choices=TimelineEntry.Kind.choices)
    milestone = forms.ChoiceField(label="Proves a milestone", choices=TimelineEntry.Milestone.choices, required=False)
    starred = forms.BooleanField(label="A key moment", required=False)
    skip = forms.BooleanField(label="Leave it out", required=False)
    refs = forms.CharField(widget=forms.HiddenInput, max_length=2_000)

    def __init__(self, *args: Any, items: Sequence[Item], parties: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["who"].widget = SuggestingInput(parties, {"maxlength": 200})
        if self.data.get(self.add_prefix("skip")):
            for field in self.fields.values():
                field.required = False

    def draft(self) -> Draft | None:
        """None when it is left out."""
        given = self.cleaned_data
        if given["skip"]:
            return None
        urls = [item.url for item in self.items if item.url]
        return Draft(
            at=given["at"],
            text=given["text"],
            refs=tuple(item.ref for item in self.items),
            kind=given["kind"],
            who=given["who"],
            source=self.items[0].source,
            starred=given["starred"],
            milestone=given["milestone"],
            evidence_label=evidence(self.items),
            evidence_url=urls[0] if urls else "",
        )


def evidence(items: Sequence[Item]) -> str:
    """ "Pager, Payments, 2 messages of #inc-1" """
    counted: dict[tuple[str, str], int] = {}
    for item in items:
        noun = "message" if item.group == "messages" else "signal"
        counted[item.channel, noun] = counted.get((item.channel, noun), 0) + 1
    said = [channel if count == 1 else f"{channel}, {count} {noun}s" for (channel, noun), count in counted.items()]
    return "; ".join(said)[:120]


def begun(items: Sequence[Item], milestone: str = "", *, starred: bool = False) -> dict[str, Any]:
    """What a draft made of these says before anybody rewords it."""
    first = items[0]
    telling = next((item for item in items if item.milestone), first)
    wanted = milestone or next((item.milestone for item in items if item.milestone), "")
    names = list(dict.fromkeys(item.who for item in items if item.who))
    return {
        "at": telling.at if wanted else first.at,
        "text": "\n".join(dict.fromkeys(item.text.strip() for item in items))[:MOST_TEXT],
        "who": ", ".join(names)[:200],
        "kind": "detection" if wanted == "detected" else telling.kind,
        "milestone": wanted,
        "starred": starred or bool(wanted),
        "refs": " ".join(item.ref for item in items),
    }


class Drafts:
    """The forms of one promotion: one for each thing picked, or one for all of them."""

    def __init__(
        self,
        groups: Sequence[Sequence[Item]],
        *,
        parties: Sequence[str],
        data: Any = None,
        milestone: str = "",
        starred: bool = False,
    ) -> None:
        self.once = (data.get("once") if data else "") or uuid.uuid4().hex
        alone = milestone if len(groups) == 1 else ""
        self.forms = [
            DraftForm(
                data, prefix=f"d{number}", initial=begun(items, alone, starred=starred), items=items, parties=parties
            )
            for number, items in enumerate(groups[:MOST_AT_ONCE])
            if items
        ]

    def __iter__(self) -> Any:
        return iter(self.forms)

    def is_valid(self) -> bool:
        return sum(not form.is_valid() for form in self.forms) == 0 and bool(self.forms)

    def drafts(self) -> list[Draft]:
        return [draft for form in self.forms if (draft := form.draft()) is not None]
