from __future__ import annotations

import pytest

from activity import workflow as activity
from activity.models import Activity
from incidents import workflow
from incidents.models import Incident, Tag
from kit.errors import Refused, Stale
from learning.models import External
from learning.modes import in_text
from tests.builders.incidents import a_resolved_incident
from tests.builders.reviews import published
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
MODES = "/settings/failure-modes/"


@pytest.fixture
def mode(cast: Cast) -> Tag:
    return workflow.add_mode(by=cast.root, name="Meltdown", terms=["melt", "hot core"])


def tagged(cast: Cast, name: str = "Meltdown") -> Incident:
    return workflow.tag(a_resolved_incident(cast), by=cast.alice, tags=[("failure_mode", name)])


def names(incident: Incident) -> list[str]:
    return [tag.name for tag in Incident.objects.get(pk=incident.pk).tags.all()]


def test_it_comes_with_some_that_nothing_brings_back(cast: Cast) -> None:
    workflow.supply_modes()
    known = Tag.objects.of_kind("failure_mode")
    assert known.filter(name="Capacity exhausted").exists()
    workflow.edit_mode(known.get(name="Faulty release"), by=cast.root, version=1, name="Bad build")
    workflow.supply_modes()
    assert not known.filter(name="Faulty release").exists()


def test_an_administrator_adds_renames_orders_and_retires(cast: Cast) -> None:
    browser = signed_in(cast.root)
    browser.post(MODES, {"name": "Meltdown", "description": "Too hot.", "terms": "melt, Hot core"})
    mode = Tag.objects.get(name="Meltdown")
    assert mode.terms == ["melt", "hot core"]
    browser.post(f"{MODES}{mode.pk}/", {"name": "Overheated", "description": "", "terms": "", "version": "1"})
    mode.refresh_from_db()
    assert (mode.name, mode.terms) == ("Overheated", [])
    browser.post(f"{MODES}{mode.pk}/retire/")
    assert "Overheated" in browser.get(MODES).content.decode().split("Retired and merged")[1]
    browser.post(f"{MODES}{mode.pk}/restore/")
    other = workflow.add_mode(by=cast.root, name="Frozen")
    browser.post(f"{MODES}{other.pk}/move/", {"way": "up"})
    rows = list(Tag.objects.of_kind("failure_mode").order_by("order").values_list("name", flat=True))
    assert rows.index("Frozen") == rows.index("Overheated") - 1


def test_it_tells_who_edited_what_somebody_else_changed(cast: Cast, mode: Tag) -> None:
    workflow.edit_mode(mode, by=cast.root, version=1, name="Melted")
    with pytest.raises(Stale):
        workflow.edit_mode(mode, by=cast.root, version=1, name="Molten")
    page = signed_in(cast.root).post(f"{MODES}{mode.pk}/", {"name": "Molten", "version": "1"})
    assert page.status_code == 409
    assert "Molten" in page.content.decode()


def test_merging_keeps_the_history(cast: Cast, mode: Tag) -> None:
    old = workflow.add_mode(by=cast.root, name="Core melt", terms=["lava"])
    incident, both = tagged(cast, "Core melt"), a_resolved_incident(cast)
    workflow.tag(both, by=cast.alice, tags=[old, mode])
    activity.follow(old, by=cast.bob)
    known = External.objects.create(url="https://a.example", title="Theirs", summary="Hot.", added_by=cast.bob)
    other = External.objects.create(url="https://b.example", title="Others", summary="Hot.", added_by=cast.bob)
    known.tags.set([old, mode])
    other.tags.set([old])
    browser, address = signed_in(cast.root), f"{MODES}{old.pk}/merge/"
    asked = browser.post(address, {"into": mode.pk}).content.decode()
    assert "Merge Core melt into Meltdown?" in asked
    assert "data-focus" in asked
    assert "2 incidents that you can see" in asked
    assert "1 of them has both now" in asked
    assert "This cannot be undone" in asked
    assert "Core melt" in names(incident)
    browser.post(address, {"into": mode.pk, "sure": "yes"})
    assert list(known.tags.all()) == list(other.tags.all()) == [mode]
    mode.refresh_from_db()
    assert names(incident) == names(both) == ["Meltdown"]
    assert mode.terms == ["melt", "hot core", "lava"]
    assert activity.is_following(mode, cast.bob)
    assert Activity.objects.filter(verb="incident.mode_merged", reference=incident.reference).count() == 1
    assert Activity.objects.get(verb="mode.merged").data["name"] == "Core melt"
    # The old name leads to the new one, and is not free for another meaning.
    assert names(tagged(cast, "core MELT")) == ["Meltdown"]
    with pytest.raises(Refused):
        workflow.add_mode(by=cast.root, name="Core melt")
    again = browser.post(address, {"into": Tag.objects.get(name="Capacity exhausted").pk, "sure": "yes"})
    assert again.status_code == 422
    assert "Core melt was merged into Meltdown already" in again.content.decode()


def test_published_texts_stay_as_they_were(cast: Cast, mode: Tag) -> None:
    postmortem = published(cast)
    old = workflow.add_mode(by=cast.root, name="Core melt")
    workflow.tag(postmortem.incident, by=cast.alice, tags=[old])
    before = postmortem.revision.content
    workflow.merge_mode(old, by=cast.root, into=mode)
    postmortem.refresh_from_db()
    assert postmortem.revision.content == before
    assert "Meltdown" in signed_in(cast.carol).get(postmortem.get_absolute_url()).content.decode()


def test_its_words_suggest_it(cast: Cast, mode: Tag) -> None:
    assert [each.words for each in in_text("The hot core of the reactor", [mode])] == [["hot core"]]
    assert in_text("Ice began to melt", [mode]) == []
    incident = a_resolved_incident(cast, title="A hot core", summary="It began to melt.", services=[])
    browser, address = signed_in(cast.bob), f"/incidents/{incident.reference}/similar/"
    assert "because of ‘melt’, ‘hot core’" in browser.get(address).content.decode()
    browser.post(f"{address}mode/", {"mode": mode.pk})
    assert names(incident) == ["Meltdown"]
    assert "because of" not in browser.get(address).content.decode()


def test_nobody_else_maintains_them(cast: Cast, mode: Tag) -> None:
    for person in (cast.alice, cast.lena):
        assert signed_in(person).get(MODES).status_code == 403
        assert signed_in(person).post(f"{MODES}{mode.pk}/retire/").status_code == 403
