"""A draft moves to a newer version of its template, and no paragraph is lost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kit.errors import Refused, Stale
from live import store
from live.materialise import materialise
from postmortems import gatekeeper, moving, workflow
from postmortems.models import Postmortem, Template, TemplateVersion
from tests.builders.postmortems import a_complete_draft, a_draft, section, write
from tests.builders.reviews import published
from tests.cast import Cast, signed_in


def a_newer_version(cast: Cast, *, without: tuple[str, ...] = (), adding: tuple[str, ...] = ()) -> TemplateVersion:
    """Of Standard, with another title for "what happened"."""
    draft = workflow.open_draft(Template.objects.get(slug="standard"), by=cast.root)
    renamed = draft.sections.get(key="what_happened")
    workflow.edit_section(renamed, by=cast.root, edits=renamed.edits, title="The story")
    for key in without:
        workflow.remove_section(draft.sections.get(key=key), by=cast.root)
    for title in adding:
        workflow.add_section(draft, by=cast.root, title=title)
    return workflow.publish_template(draft, by=cast.root)


def texts(postmortem: Postmortem) -> dict[str, str]:
    return {row.key: row.body for row in postmortem.sections.all() if row.body}


def test_it_keeps_every_text_and_row(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    before, figures = texts(postmortem), postmortem.impact_figures.count()
    version = a_newer_version(
        cast, without=("resolution", "lucky", "impact", "factors"), adding=("What customers saw",)
    )
    steps = workflow.moves(postmortem, version)
    fates = {step.key: step.fate for step in steps}
    assert (fates["what_happened"], fates["what_customers_saw"], fates["lucky"]) == ("kept", "added", "removed")
    assert {key for key, fate in fates.items() if fate == "left"} == {"resolution", "impact", "factors"}
    moved = workflow.move_to_version(postmortem, by=cast.alice, version=version, seen=moving.fingerprint(steps))
    assert texts(moved) == before
    assert moved.impact_figures.count() == figures
    assert section(moved).title == "The story"
    rows = [row.key for row in moved.sections.all()]
    assert rows[-3:] == ["impact", "factors", "resolution"]
    assert "lucky" not in rows
    assert not section(moved, "resolution").required
    assert section(moved, "factors").block == "factors"
    assert moved.template_version == version
    assert store.texts(moved.document_id)["resolution"] == before["resolution"]


def test_a_text_stays_where_the_version_has_rows_only(cast: Cast) -> None:
    postmortem = a_draft(cast)
    write(postmortem, "timeline", "The alert came late.", by=cast.alice)
    draft = workflow.open_draft(Template.objects.get(slug="standard"), by=cast.root)
    row = draft.sections.get(key="timeline")
    workflow.edit_section(row, by=cast.root, edits=row.edits, prose=False)
    workflow.move_to_version(postmortem, by=cast.alice, version=workflow.publish_template(draft, by=cast.root))
    assert section(postmortem, "timeline").prose
    assert section(postmortem, "timeline").body == "The alert came late."


def test_rows_stay_where_their_section_becomes_a_text(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    draft = workflow.open_draft(Template.objects.get(slug="standard"), by=cast.root)
    row = draft.sections.get(key="why")
    workflow.edit_section(row, by=cast.root, edits=row.edits, block="", prose=True)
    workflow.move_to_version(postmortem, by=cast.alice, version=workflow.publish_template(draft, by=cast.root))
    assert section(postmortem, "why").block == ""
    assert [row.key for row in postmortem.sections.filter(block="whys")] == ["whys_rows"]


def test_words_that_arrive_late_bring_their_section_back(cast: Cast) -> None:
    postmortem = a_draft(cast)
    workflow.move_to_version(postmortem, by=cast.alice, version=a_newer_version(cast, without=("lucky",)))
    assert "lucky" in gatekeeper.rights(postmortem.document_id, cast.bob).sections
    store.write(postmortem.document_id, "lucky", "It was a Sunday.", author_id=cast.bob.pk)
    materialise(postmortem.document_id)
    back = section(postmortem, "lucky")
    assert (back.body, back.changed_by, back.required) == ("It was a Sunday.", cast.bob, False)
    assert back == postmortem.sections.last()


def test_words_typed_just_before_keep_their_section(cast: Cast) -> None:
    postmortem = a_draft(cast)
    version = a_newer_version(cast, without=("lucky",))
    seen = moving.fingerprint(workflow.moves(postmortem, version))
    store.write(postmortem.document_id, "lucky", "It was a Sunday.", author_id=cast.bob.pk)
    with pytest.raises(Stale):
        workflow.move_to_version(postmortem, by=cast.alice, version=version, seen=seen)
    moved = workflow.move_to_version(postmortem, by=cast.alice, version=version)
    assert section(moved, "lucky").body == "It was a Sunday."


def test_restoring_an_earlier_revision_brings_its_sections_along(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    write(postmortem, "lucky", "It was a Sunday.", by=cast.alice)
    workflow.request_review(postmortem, by=cast.alice, reviewers=[cast.bob])
    revision = postmortem.revisions.all()[0]
    workflow.give_verdict(postmortem, by=cast.bob, revision=revision, outcome="request_changes", summary="Shorter.")
    write(postmortem, "lucky", "", by=cast.alice)
    postmortem.refresh_from_db()
    moved = workflow.move_to_version(postmortem, by=cast.alice, version=a_newer_version(cast, without=("lucky",)))
    assert not moved.sections.filter(key="lucky").exists()
    workflow.restore(moved, by=cast.alice, revision=revision)
    assert section(moved, "lucky").body == "It was a Sunday."


def test_it_is_for_authors_and_tech_leads_while_it_is_a_draft(cast: Cast) -> None:
    postmortem = a_draft(cast)
    version = a_newer_version(cast)
    with pytest.raises(PermissionDenied):
        workflow.move_to_version(postmortem, by=cast.bob, version=version)
    other = Template.objects.get(slug="light").latest()
    with pytest.raises(Refused, match="no version of this write-up"):
        workflow.move_to_version(postmortem, by=cast.alice, version=other)


def test_what_is_published_keeps_its_version(cast: Cast) -> None:
    postmortem = published(cast)
    with pytest.raises(Refused, match="Only a draft"):
        workflow.move_to_version(postmortem, by=cast.alice, version=a_newer_version(cast))
    assert workflow.versions_ahead(Postmortem.objects.get(pk=postmortem.pk)) == []


def test_it_is_seen_before_it_is_confirmed(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    edit = reverse("postmortems:edit", args=[postmortem.reference])
    move = reverse("postmortems:move_to_version", args=[postmortem.reference])
    assert move not in signed_in(cast.alice).get(edit).content.decode()
    a_newer_version(cast, without=("resolution",), adding=("What customers saw",))
    assert move in signed_in(cast.alice).get(edit).content.decode()
    assert move not in signed_in(cast.bob).get(edit).content.decode()
    page = signed_in(cast.alice).get(move)
    said = page.content.decode()
    assert "What customers saw" in said
    assert "Stays, after the others" in said
    seen = page.context["seen"]
    write(postmortem, "lucky", "It was a Sunday.", by=cast.bob)
    assert signed_in(cast.alice).post(move, {"to": 2, "seen": seen}).status_code == 302
    assert "What customers saw" in signed_in(cast.alice).get(edit).content.decode()
    assert "moved to another version" in signed_in(cast.bob).get(edit, {"layout": 1}).content.decode()
