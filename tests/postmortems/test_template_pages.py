"""Templates in the settings: everybody reads them, administrators edit them."""

from typing import Any

import pytest
from django.urls import reverse

from kit.errors import Refused, Stale
from postmortems import serving, workflow
from postmortems.models import Template
from tests.builders.incidents import an_incident
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in


def address(verb: str, *args: Any) -> str:
    return reverse(f"postmortems:{verb}", args=args)


def template(slug: str) -> Template:
    found: Template = Template.objects.get(slug=slug)
    return found


def serve(cast: Cast, slug: str, **changes: Any) -> Template:
    shown = template(slug)
    return workflow.edit_template(shown, by=cast.root, edits=shown.edits, **changes)


def test_it_lists_what_each_serves_and_offers_editing_to_administrators(cast: Cast) -> None:
    page = signed_in(cast.carol).get(address("templates")).content.decode()
    assert "Serves incidents of kind security" in page
    assert "New template" not in page
    names = ["Standard", "Light", "Near miss", "Security"]
    assert sorted(names, key=lambda name: page.index(f">{name}</a>")) == names
    assert "New template" in signed_in(cast.root).get(address("templates")).content.decode()
    assert address("templates") in signed_in(cast.carol).get(reverse("accounts:settings")).content.decode()


@pytest.mark.parametrize(
    ("verb", "args", "most"),
    [
        ("templates", (), 12),
        ("template", ("standard",), 12),
        ("template_version", ("standard", 1), 12),
        ("compare_versions", ("standard",), 12),
        ("template_draft", ("standard",), 12),
        ("publish_template", ("standard",), 12),
    ],
)
def test_it_costs_few_queries(  # type: ignore[no-untyped-def]
    cast: Cast, verb: str, args: tuple[Any, ...], most: int, django_assert_max_num_queries
) -> None:
    workflow.open_draft(template("standard"), by=cast.root)
    browser = signed_in(cast.root)
    with django_assert_max_num_queries(most):
        assert browser.get(address(verb, *args)).status_code == 200


def test_a_template_that_names_the_kind_goes_before_one_that_names_the_severity(cast: Cast) -> None:
    serve(cast, "standard", severities=["sev1"])
    serve(cast, "light", kinds=["outage"], severities=["sev1", "sev2"])
    first = an_incident(cast, kind="outage", severity="sev1")
    assert a_draft(cast, incident=first).template_version.template.slug == "light"
    other = an_incident(cast, kind="degradation", severity="sev1")
    assert a_draft(cast, incident=other).template_version.template.slug == "standard"


def test_of_two_that_serve_the_same_the_order_decides(cast: Cast) -> None:
    serve(cast, "light", kinds=["security"])
    assert workflow.fitting(an_incident(cast, kind="security"))[0] == "light"
    page = signed_in(cast.carol).get(address("template", "security")).content.decode()
    assert "where both do, after" in page
    for _ in range(3):
        signed_in(cast.root).post(address("reorder_template", "security"), {"where": "up"})
    assert Template.objects.first().slug == "security"
    assert workflow.fitting(an_incident(cast, kind="security"))[0] == "security"


def test_what_it_serves_is_said_in_words() -> None:
    assert serving.said(Template(kinds=["outage", "security"])) == "incidents of kind outage or security"
    assert serving.said(Template(severities=["sev1", "sev2"])) == "incidents of SEV1 or SEV2"
    assert serving.said(Template(kinds=["other"], severities=["sev1"])) == "incidents of kind other, SEV1"
    assert serving.said(Template()) == ""


def test_an_archived_template_is_neither_offered_nor_suggested(cast: Cast) -> None:
    incident = an_incident(cast, kind="near_miss")
    signed_in(cast.root).post(address("archive_template", "near-miss"))
    assert workflow.fitting(incident)[0] == "standard"
    assert "Near miss" not in [each.name for each in Template.objects.current()]
    signed_in(cast.root).post(address("restore_template", "near-miss"))
    assert workflow.fitting(incident)[0] == "near-miss"


def test_the_last_template_stays_in_use(cast: Cast) -> None:
    for slug in ("standard", "near-miss", "security"):
        workflow.archive_template(template(slug), by=cast.root)
    with pytest.raises(Refused, match="last template"):
        workflow.archive_template(template("light"), by=cast.root)
    assert workflow.fitting(an_incident(cast, kind="security"))[0] == "light"


def test_a_draft_is_edited_by_plain_forms(cast: Cast) -> None:
    browser, slug = signed_in(cast.root), "light"
    assert browser.post(address("open_draft", slug)).status_code == 302
    given = {
        "title": "Costs",
        "guidance": "In money.",
        "prose": "on",
        "block": "",
        "required": "on",
        "most_words": "90",
    }
    assert browser.post(address("add_template_section", slug), given).status_code == 302
    assert "Costs" in browser.get(address("template_draft", slug)).content.decode()
    assert browser.post(address("edit_template_section", slug, "costs"), {**given, "title": "Bill", "edits": 1})
    stale = browser.post(address("edit_template_section", slug, "costs"), {**given, "title": "Sum", "edits": 1})
    assert stale.status_code == 409
    assert "Now it is called “Bill”" in stale.content.decode()
    neither = browser.post(address("edit_template_section", slug, "costs"), {"title": "Bill", "edits": 2})
    assert neither.status_code == 422
    moved = browser.post(address("move_template_section", slug, "costs"), {"where": "up"}, follow=True)
    assert "autofocus" in moved.content.decode()
    lines = {"checklist": "One\n\nTwo\nOne", "edits": 1}
    assert browser.post(address("edit_checklist", slug), lines).status_code == 302
    assert browser.post(address("publish_template", slug), {"note": "Asks for costs."}).status_code == 302
    assert template(slug).latest().checklist == ["One", "Two"]
    assert "Asks for costs." in signed_in(cast.bob).get(address("template", slug)).content.decode()


def test_a_draft_is_hidden_from_those_who_cannot_edit_it(cast: Cast) -> None:
    workflow.open_draft(template("light"), by=cast.root)
    assert signed_in(cast.alice).get(address("template_version", "light", 2)).status_code == 404
    assert signed_in(cast.alice).get(address("template_draft", "light")).status_code == 403
    preview = signed_in(cast.root).get(address("template_version", "light", 2)).content.decode()
    assert "Executive summary" in preview
    assert "At most 80 words" in preview


def test_an_empty_page_of_settings_says_who_changed_it_meanwhile(cast: Cast) -> None:
    shown = template("light")
    serve(cast, "light", purpose="Short ones.")
    with pytest.raises(Stale):
        workflow.edit_template(shown, by=cast.root, edits=shown.edits, purpose="Long ones.")
    given = {"name": "Light", "purpose": "Long ones.", "edits": 1, "kinds": ["outage"]}
    page = signed_in(cast.root).post(address("edit_template", "light"), given)
    assert page.status_code == 409
    given["edits"] = 2
    assert signed_in(cast.root).post(address("edit_template", "light"), given).status_code == 302
    assert (template("light").purpose, template("light").kinds) == ("Long ones.", ["outage"])
