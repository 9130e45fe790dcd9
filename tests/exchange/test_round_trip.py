"""A write-up that goes out as Markdown and comes in again is the same write-up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exchange import workflow
from exchange.evaluation import paragraphs_lost
from exchange.models import Import, ImportedFile
from exchange.own.reading import own_content
from exchange.own.writing import markdown
from exchange.whole import whole
from incidents.models import Incident
from postmortems import content
from postmortems import workflow as postmortems
from postmortems.models import Postmortem
from tests.builders.postmortems import a_complete_draft
from tests.cast import Cast
from tests.exchange.corpus import at_hand, write_ups

pytestmark = pytest.mark.django_db

CHOSEN = {"publish": "draft", "template": "standard"}


def saved(cast: Cast, name: str, data: bytes, **options: Any) -> Postmortem:
    batch = workflow.receive(by=cast.alice, name=name, data=data)
    workflow.read_waiting(batch.pk)
    batch.refresh_from_db()
    workflow.start_saving(batch, by=cast.alice, options={**CHOSEN, **options})
    workflow.save_chosen(batch.pk)
    file = ImportedFile.objects.get(batch=batch)
    assert file.state == "saved", file.problem
    return Postmortem.objects.get(incident=file.incident)


def same(text: dict[str, Any]) -> dict[str, Any]:
    """Without what a copy has of its own: numbers of actions, and its durations, which follow from the milestones."""
    numbers = {row["number"]: place for place, row in enumerate(text["actions"])}
    said = json.loads(json.dumps(text))
    for row in said["actions"]:
        row["number"] = numbers[row["number"]]
    for row in said["factors"]:
        row["actions"] = [numbers[each] for each in row["actions"]]
    for row in said.get("defences", []):
        row["closed_by"] = numbers.get(row["closed_by"])
    return said


def again(cast: Cast, postmortem: Postmortem) -> Postmortem:
    text = markdown(whole(postmortem, reader=cast.alice))
    assert own_content(text) is not None
    return saved(cast, "export.md", text.encode())


def test_a_complete_draft_comes_back_as_it_was(cast: Cast) -> None:
    draft = a_complete_draft(cast)
    postmortems.add_defence(draft, by=cast.alice, layer="Review", detail="Two | pipes\nand a line")
    postmortems.add_whatif(draft, by=cast.alice, question="At night?", answer="- Longer\n- Much longer")
    postmortems.add_mitigator(draft, by=cast.alice, text="A flag")
    copy = again(cast, draft)
    assert same(content.freeze(copy)) == same(content.freeze(draft))
    assert copy.incident.milestones == draft.incident.milestones
    assert [each.handle for each in _authors(copy)] == [each.handle for each in _authors(draft)]


def test_texts_that_look_like_the_marks_of_an_export_come_back_too(cast: Cast) -> None:
    draft = a_complete_draft(cast)
    section = draft.sections.get(key="resolution")
    body = "## Timeline\n\n---\ndebrief: 1\n---\n\n<!-- 00000000 end -->\n\n```\n| a | b |\n```\n\n  trailing  "
    postmortems.save_section(draft, by=cast.alice, key="resolution", body=body, base=section.body)
    copy = again(cast, Postmortem.objects.get(pk=draft.pk))
    assert (
        copy.sections.get(key="resolution").body
        == Postmortem.objects.get(pk=draft.pk).sections.get(key="resolution").body
    )


@at_hand
def test_every_public_write_up_comes_in_whole_and_goes_round(cast: Cast) -> None:
    """Each is imported, keeps every paragraph, and its own export is the same write-up again."""
    for path in write_ups():
        first = saved(cast, path.name, path.read_bytes())
        frozen = content.freeze(first)
        source = ImportedFile.objects.get(incident=first.incident)
        texts = [f"{each['title']} {each['body']}" for each in frozen["sections"]]
        texts += [f"{each['title']} {each.get('done_when')}" for each in frozen["actions"]]
        texts += list(first.incident.actions.values_list("description", flat=True))
        assert paragraphs_lost(source.text, source.found, texts) == [], path.name
        second = again(cast, first)
        assert same(content.freeze(second)) == same(frozen), path.name
    assert Incident.objects.count() == 2 * len(write_ups())
    assert not Import.objects.exclude(state="done").exists()


def _authors(postmortem: Postmortem) -> list[Any]:
    return [each.user for each in postmortem.authorships.select_related("user").order_by("-leads", "pk")]
