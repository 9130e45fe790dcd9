"""The next version of a template is drafted, published, and never changes again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from activity.models import Activity
from kit.errors import Refused, Stale
from postmortems import layouts, workflow
from postmortems.models import Template, TemplateVersion
from tests.builders.postmortems import a_draft
from tests.cast import Cast


def light() -> Template:
    found: Template = Template.objects.get(slug="light")
    return found


def a_template_draft(cast: Cast) -> TemplateVersion:
    return workflow.open_draft(light(), by=cast.root)


def keys(version: TemplateVersion) -> list[str]:
    return [row.key for row in version.sections.kept()]


def test_it_begins_with_the_newest_wording_and_there_is_one_draft(cast: Cast) -> None:
    draft = a_template_draft(cast)
    assert draft == a_template_draft(cast)
    assert (draft.number, keys(draft), draft.checklist) == (2, keys(light().latest()), light().latest().checklist)
    assert light().latest().number == 1
    assert workflow.supply() == []


def test_write_ups_begin_with_it_once_it_is_published(cast: Cast) -> None:
    draft = a_template_draft(cast)
    workflow.add_section(draft, by=cast.root, title="What customers saw", guidance="In their words.", most_words=50)
    before = a_draft(cast, template=light())
    workflow.publish_template(draft, by=cast.root, note="Asks what customers saw.")
    after = a_draft(cast, template=light())
    assert not before.sections.filter(key="what_customers_saw").exists()
    assert after.sections.get(key="what_customers_saw").guidance == "In their words."
    assert (before.template_version.number, after.template_version.number) == (1, 2)


def test_the_database_refuses_to_change_what_is_published(cast: Cast) -> None:
    version = light().latest()
    section = version.sections.first()
    for change in (
        lambda: version.sections.filter(pk=section.pk).update(title="Another"),
        lambda: TemplateVersion.objects.filter(pk=version.pk).update(checklist=[]),
        lambda: version.sections.create(key="another", title="Another", order=99),
        section.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_key_is_never_given_to_another_section(cast: Cast) -> None:
    draft = a_template_draft(cast)
    row = workflow.add_section(draft, by=cast.root, title="Costs")
    row = workflow.edit_section(row, by=cast.root, edits=row.edits, title="What it cost")
    assert row.key == "costs"
    workflow.publish_template(draft, by=cast.root)
    draft = a_template_draft(cast)
    workflow.remove_section(draft.sections.get(key="costs"), by=cast.root)
    workflow.publish_template(draft, by=cast.root)
    draft = a_template_draft(cast)
    assert workflow.add_section(draft, by=cast.root, title="Costs").key == "costs_2"
    assert workflow.add_section(draft, by=cast.root, title="Summary").key == "summary_2"
    back = workflow.bring_back_section(draft.sections.get(key="costs"), by=cast.root)
    assert (back.title, "costs" in keys(draft)) == ("What it cost", True)


def test_sections_change_places(cast: Cast) -> None:
    draft = a_template_draft(cast)
    first, second, *rest = keys(draft)
    workflow.move_section(draft.sections.get(key=first), by=cast.root, up=False)
    assert keys(draft) == [second, first, *rest]
    workflow.move_section(draft.sections.get(key=second), by=cast.root, up=True)
    assert keys(draft) == [second, first, *rest]


def test_rows_are_shown_once(cast: Cast) -> None:
    draft = a_template_draft(cast)
    with pytest.raises(Refused, match="shows impact figures already"):
        workflow.add_section(draft, by=cast.root, title="More figures", block="impact")
    workflow.remove_section(draft.sections.get(key="impact"), by=cast.root)
    workflow.add_section(draft, by=cast.root, title="More figures", block="impact")
    with pytest.raises(Refused, match="already"):
        workflow.bring_back_section(draft.sections.get(key="impact"), by=cast.root)


def test_two_people_do_not_overwrite_each_other(cast: Cast) -> None:
    row = a_template_draft(cast).sections.get(key="impact")
    workflow.edit_section(row, by=cast.root, edits=row.edits, title="Whom it reached")
    with pytest.raises(Stale):
        workflow.edit_section(row, by=cast.root, edits=row.edits, title="Damage")
    workflow.edit_checklist(row.version, by=cast.root, checklist=["One"], edits=1)
    with pytest.raises(Stale):
        workflow.edit_checklist(row.version, by=cast.root, checklist=["Two"], edits=1)


def test_it_publishes_only_what_is_different_and_whole(cast: Cast) -> None:
    draft = a_template_draft(cast)
    with pytest.raises(Refused, match="Nothing is different"):
        workflow.publish_template(draft, by=cast.root)
    workflow.edit_checklist(draft, by=cast.root, checklist=[], edits=1)
    with pytest.raises(Refused, match="at least one line to tick"):
        workflow.publish_template(draft, by=cast.root)
    workflow.discard_draft(draft, by=cast.root)
    assert light().draft is None
    with pytest.raises(Refused, match="published or discarded"):
        workflow.add_section(draft, by=cast.root, title="Late")


def test_a_new_template_is_offered_once_it_is_published(cast: Cast) -> None:
    made = workflow.create_template(
        by=cast.root, name="Data loss", purpose="For lost data.", begins_as=light(), once="1"
    )
    again = workflow.create_template(by=cast.root, name="Data loss", purpose="Twice.", begins_as=light(), once="1")
    assert made == again
    draft = made.versions.get()
    assert made not in Template.objects.current()
    with pytest.raises(Refused, match="Publish its first version"):
        workflow.restore_template(made, by=cast.root)
    with pytest.raises(Refused, match="no other version"):
        workflow.discard_draft(draft, by=cast.root)
    workflow.publish_template(draft, by=cast.root)
    assert made in Template.objects.current()
    with pytest.raises(Refused, match="already"):
        workflow.create_template(by=cast.root, name="data loss", purpose="", begins_as=light())


def test_it_is_for_administrators_and_on_the_record(cast: Cast) -> None:
    for person in (cast.alice, cast.carol, cast.lena):
        with pytest.raises(PermissionDenied):
            workflow.open_draft(light(), by=person)
    draft = a_template_draft(cast)
    row = workflow.add_section(draft, by=cast.root, title="Costs")
    workflow.remove_section(row, by=cast.root)
    verbs = list(Activity.objects.about(light()).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["template.draft_opened", "template.section_added", "template.section_removed"]


def test_it_says_what_is_different_between_two_versions(cast: Cast) -> None:
    draft = a_template_draft(cast)
    row = draft.sections.get(key="impact")
    workflow.edit_section(row, by=cast.root, edits=1, title="Whom it reached", required=False, most_words=90)
    workflow.move_section(draft.sections.get(key="lessons"), by=cast.root, up=True)
    workflow.remove_section(draft.sections.get(key="references"), by=cast.root)
    workflow.add_section(draft, by=cast.root, title="Costs")
    found = layouts.differences(list(light().latest().sections.all()), list(draft.sections.kept()))
    said = {each.key: (each.change, each.said) for each in found}
    assert said["impact"] == (
        "changed",
        ("Was called “Impact”.", "Is optional now.", "Most words: no limit before, 90 now."),
    )
    assert said["costs"][0] == "added"
    assert said["references"][0] == "removed"
    assert sum("Stands elsewhere in the order." in sentences for _, sentences in said.values()) == 1
    assert set(said) - {"impact", "costs", "references"} <= {"lessons", "actions"}
