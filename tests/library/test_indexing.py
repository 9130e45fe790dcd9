"""Whatever way something is changed, searches find it as it is now."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, transaction

from actions.models import Action
from incidents.models import Incident, Tag, TimelineEntry
from library import workflow
from library.models import Change, Entry, OtherWords, Passage, WrittenWords
from postmortems import workflow as write_ups
from postmortems.models import (
    ContributingFactor,
    Defence,
    ImpactFigure,
    Mitigator,
    Postmortem,
    Section,
    WhatIf,
    Why,
)
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.postmortems import a_complete_draft, a_draft
from tests.cast import Cast

CHANGES: dict[str, Callable[[Postmortem], object]] = {
    "a title": lambda p: Postmortem.objects.filter(pk=p.pk).update(title="A marmalade"),
    "an incident": lambda p: Incident.objects.filter(pk=p.incident_id).update(title="A marmalade"),
    "a text": lambda p: Section.objects.filter(postmortem=p, key="lessons").update(body="Less *marmalade*."),
    "an entry": lambda p: TimelineEntry.objects.filter(incident=p.incident).update(known="Marmalade."),
    "a why": lambda p: Why.objects.filter(postmortem=p).update(answer="Marmalade."),
    "a factor": lambda p: ContributingFactor.objects.filter(postmortem=p).update(text="Marmalade."),
    "a defence": lambda p: Defence.objects.create(postmortem=p, layer="Review", detail="Marmalade."),
    "a mitigator": lambda p: Mitigator.objects.create(postmortem=p, text="Marmalade."),
    "a what-if": lambda p: WhatIf.objects.create(postmortem=p, question="What if marmalade?"),
    "a figure": lambda p: ImpactFigure.objects.filter(postmortem=p).update(label="marmalades"),
    "a comment": lambda p: write_ups.start_thread(p, by=p.incident.declared_by, section="", body="Marmalade?"),
    "an action": lambda p: Action.objects.filter(incident=p.incident).update(done_when="No marmalade."),
}


def marmalades() -> int:
    words = sum(table.objects.filter(words="marmalade").count() for table in (WrittenWords, OtherWords))
    return Passage.objects.filter(text__icontains="marmalade").count() + words


@pytest.mark.django_db
@pytest.mark.parametrize("what", CHANGES)
def test_it_notices_every_change(cast: Cast, what: str) -> None:
    postmortem = a_complete_draft(cast)
    workflow.sweep()
    assert marmalades() == 0
    CHANGES[what](postmortem)
    assert workflow.sweep() == 1
    assert marmalades() > 0
    assert Change.objects.count() == 0
    assert workflow.sweep() == 0


@pytest.mark.django_db
def test_it_quotes_a_section_that_is_called_title(cast: Cast) -> None:
    draft = a_draft(cast)
    Section.objects.filter(postmortem=draft, key="lessons").update(title="Title", body="A marmalade.")
    workflow.sweep()
    assert [passage.label for passage in Passage.objects.filter(text="A marmalade.")] == ["Title"]


@pytest.mark.django_db
def test_it_forgets_what_was_removed(cast: Cast) -> None:
    draft = a_draft(cast)
    entry = an_entry(draft.incident, cast, 3, "A marmalade")
    workflow.sweep()
    assert marmalades() > 0
    TimelineEntry.objects.filter(pk=entry.pk).delete()
    workflow.sweep()
    assert marmalades() == 0


@pytest.mark.django_db
def test_it_keeps_tags_services_and_teams_in_step(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    tag = Tag.objects.create(kind="cause", name="Limits")
    incident.tags.add(tag)
    workflow.sweep()
    assert Entry.objects.get(pk=incident.pk).tags == [tag.pk]
    incident.tags.clear()
    workflow.sweep()
    assert Entry.objects.get(pk=incident.pk).tags == []


@pytest.mark.django_db(transaction=True)
def test_it_does_not_miss_what_commits_while_it_sweeps(cast: Cast) -> None:
    incident = a_resolved_incident(cast, title="Before")
    workflow.sweep()

    def sweep_elsewhere() -> None:
        workflow.sweep()
        connection.close()

    with transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(title="A marmalade")
        # An older change is swept at the same time, from what stands there until this one commits.
        other = Thread(target=sweep_elsewhere)
        Change.objects.create(incident_id=incident.pk)
        other.start()
        other.join(10)
        assert not other.is_alive()
    assert workflow.sweep() == 1
    assert Entry.objects.get(pk=incident.pk).title == "A marmalade"


@pytest.mark.django_db(transaction=True)
def test_it_leaves_a_sweep_to_whoever_has_begun_one(cast: Cast) -> None:
    a_resolved_incident(cast)
    found: list[int] = []

    def sweep_elsewhere() -> None:
        found.append(workflow.sweep())
        connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [workflow.SWEEPING])
        other = Thread(target=sweep_elsewhere)
        other.start()
        other.join(10)
    assert found == [0]
    assert workflow.sweep() == 1


@pytest.mark.django_db
def test_it_cuts_long_paragraphs_between_sentences() -> None:
    from library.passages import LONGEST, pieces

    text = (
        "# A title\n\n"
        + "One sentence of several words. " * 40
        + "\n\n- a point\n- another **point**\n\n"
        + "x" * 1_000
    )
    found = list(pieces(text))
    assert all(len(each) <= LONGEST for each in found)
    assert found[0] == "A title"
    assert found[1].endswith("words.")
    assert {"a point", "another point"} <= set(found)
    assert "".join(found).count("x") == 1_000 + 0
