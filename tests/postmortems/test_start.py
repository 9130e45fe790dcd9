import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Activity, Follow, Notice
from incidents import workflow as incidents
from incidents.models import Incident
from kit.errors import Refused
from postmortems import workflow
from postmortems.models import Postmortem, Template, TemplateVersion
from postmortems.supplied import TEMPLATES
from tests.builders.incidents import a_resolved_incident, an_incident
from tests.builders.postmortems import a_complete_draft, a_draft
from tests.cast import Cast


def test_it_supplies_every_template_with_guidance_and_a_checklist(db: None) -> None:
    assert [template.slug for template in Template.objects.current()] == ["standard", "light", "near-miss", "security"]
    for template in Template.objects.all():
        version = template.latest()
        assert version.checklist
        assert all(section.guidance for section in version.sections.all())


def test_it_supplies_nothing_twice(db: None) -> None:
    assert workflow.supply() == []


def test_it_adds_a_version_when_the_wording_changed_and_leaves_write_ups_theirs(cast: Cast) -> None:
    postmortem = a_draft(cast)
    standard = Template.objects.get(slug="standard")
    TemplateVersion.objects.create(
        template=standard, number=2, checklist=["Older"], published_at=standard.latest().published_at
    )
    assert [str(version) for version in workflow.supply()] == ["Standard version 3"]
    postmortem.refresh_from_db()
    assert postmortem.template_version.number == 1
    assert postmortem.template_version.template.latest().sections.count() == len(TEMPLATES[0].sections)


def test_it_leaves_a_template_alone_that_was_edited_here(cast: Cast) -> None:
    standard = Template.objects.get(slug="standard")
    TemplateVersion.objects.create(template=standard, number=2, created_by=cast.root, checklist=["Ours"])
    assert workflow.supply() == []


@pytest.mark.parametrize(
    ("details", "slug"),
    [
        ({}, "standard"),
        ({"kind": "near_miss"}, "near-miss"),
        ({"kind": "security", "visibility": "restricted"}, "security"),
    ],
)
def test_it_takes_the_template_that_fits(cast: Cast, details: dict[str, str], slug: str) -> None:
    postmortem = a_draft(cast, incident=an_incident(cast, **details))
    assert postmortem.template_version.template.slug == slug


def test_it_takes_the_light_template_when_that_was_decided(cast: Cast) -> None:
    incident = incidents.decide_write_up(a_resolved_incident(cast), by=cast.alice, decision="light")
    assert a_draft(cast, incident=incident).template_version.template.slug == "light"


def test_it_copies_the_sections_and_counts_no_guidance_as_text(cast: Cast) -> None:
    postmortem = a_draft(cast)
    sections = list(postmortem.sections.all())
    assert [section.key for section in sections] == [section.key for section in TEMPLATES[0].sections]
    assert not any(section.body for section in sections)
    assert {each["state"] for each in postmortem.readiness} <= {"empty", "part", "attention"}


def test_it_makes_the_starter_the_author_who_follows_it(cast: Cast) -> None:
    postmortem = a_draft(cast, by=cast.bob)
    assert [(each.user, each.leads) for each in postmortem.authorships.all()] == [(cast.bob, True)]
    assert Follow.objects.of(postmortem).filter(user=cast.bob).exists()
    assert Activity.objects.about(postmortem).first().verb == "postmortem.started"


def test_it_tells_the_others_that_they_are_authors(cast: Cast) -> None:
    postmortem = a_draft(cast, authors=[cast.bob, cast.alice, cast.erin])
    workflow.name_authors(postmortem, by=cast.alice, users=[cast.mallory, cast.bob])
    told = Notice.objects.filter(kind="author_named", channel="inbox").values_list("recipient__handle", "data__leads")
    assert set(told) == {("bob", True), ("erin", False), ("mallory", True)}


def test_it_answers_the_draft_there_is_when_started_twice(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    assert a_draft(cast, incident=incident) == a_draft(cast, incident=incident, by=cast.bob)
    assert Postmortem.objects.count() == 1


def test_it_refuses_when_none_was_decided_unless_a_reason_is_given(cast: Cast) -> None:
    incident = incidents.decide_write_up(
        a_resolved_incident(cast), by=cast.alice, decision="none", reason="A known fault with a workaround."
    )
    with pytest.raises(Refused):
        a_draft(cast, incident=incident)
    assert a_draft(cast, incident=incident, reason="It came back.").state == "draft"


def test_it_is_refused_to_somebody_who_only_reads(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        a_draft(cast, by=cast.carol)


def test_the_security_template_closes_an_open_incident_and_admits_the_authors(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident, template=Template.objects.get(slug="security"), authors=[cast.alice, cast.mallory])
    assert Incident.objects.get(pk=incident.pk).visibility == "restricted"
    assert not Incident.objects.visible_to(cast.erin).filter(pk=incident.pk).exists()
    assert Incident.objects.visible_to(cast.mallory).filter(pk=incident.pk).exists()


def test_a_complete_draft_is_ready_everywhere_it_must_be(cast: Cast) -> None:
    states = {each["key"]: each["state"] for each in a_complete_draft(cast).readiness}
    assert {key for key, state in states.items() if state != "done"} == {"defences", "lucky", "references", "what_if"}
