"""Which factors have an answer, and the categories they are sorted by."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from actions import workflow as actions
from kit import clock
from kit.errors import Refused, Stale
from postmortems import content, coverage, workflow
from postmortems.draft import Draft
from postmortems.fishbone import fishbone
from postmortems.models import FactorCategory, Postmortem
from tests.builders.incidents import a_resolved_incident
from tests.builders.reviews import a_draft, approved, published
from tests.cast import Cast, signed_in

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("states", "days", "expected"),
    [
        ([], None, "open"),
        (["dropped"], None, "open"),
        (["todo"], None, "action"),
        (["done", "in_progress"], None, "action"),
        (["done", "dropped"], None, "done"),
        ([], 60, "risk"),
        ([], 30, "soon"),
        ([], 0, "soon"),
        (["todo"], -1, "out"),
    ],
)
def test_it_says_what_a_factor_waits_for(states: list[str], days: int | None, expected: str) -> None:
    rows = [SimpleNamespace(state=state) for state in states]
    until = None if days is None else TODAY + timedelta(days=days)
    assert coverage.state_of(rows, until, on=TODAY) == expected


def page_of(postmortem: Postmortem, by: Any) -> str:
    return signed_in(by).get(reverse("postmortems:coverage", args=[postmortem.reference])).content.decode()


def test_it_lists_factors_with_what_answers_them(cast: Cast) -> None:
    postmortem = a_draft(cast)
    workflow.add_factor(postmortem, by=cast.bob, category="people", text="Nobody knew the pool")
    page = page_of(postmortem, cast.carol)
    for words in ("2 of 3 factors have an answer", "1 waits", "No answer", "Nobody knew the pool", "Risk accepted"):
        assert words in page
    assert "Renew" not in page
    assert "Renew" in page_of(postmortem, cast.bob)


def test_it_invites_while_there_is_no_factor_and_is_as_visible_as_the_write_up(cast: Cast) -> None:
    postmortem = workflow.start(a_resolved_incident(cast, visibility="team"), by=cast.alice)
    assert "No factor yet" in page_of(postmortem, cast.bob)
    url = reverse("postmortems:coverage", args=[postmortem.reference])
    assert signed_in(cast.mallory).get(url).status_code == 404


def test_it_costs_at_most_twelve_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem = published(cast)
    later = (clock.now() + timedelta(days=20)).date()
    for number in range(12):
        action = actions.create(by=cast.bob, title=f"Act {number}", owner=cast.bob, incident=postmortem.incident)
        factor = postmortem.factors.create(category="process", text=f"Factor {number}")
        factor.actions.add(action)
        other = postmortem.factors.create(category="people", text=f"Risk {number}")
        type(other).objects.filter(pk=other.pk).update(risk_owner=cast.bob, risk_reason="x", risk_until=later)
    browser = signed_in(cast.alice)
    with django_assert_max_num_queries(12):
        browser.get(reverse("postmortems:coverage", args=[postmortem.reference]))


def test_a_dropped_action_answers_nothing(cast: Cast) -> None:
    postmortem = a_draft(cast)
    factor = postmortem.factors.get(category="technology")

    def holds() -> bool:
        return next(gate for gate in Draft(postmortem).gates if gate.key == "factors_answered").holds

    assert holds()
    actions.drop(factor.actions.get(), by=cast.bob, rationale="Another way was found.")
    assert not Draft(postmortem).snapshot.factors[-1].is_answered(clock.now().date())
    assert not holds()


def test_an_organisation_names_its_own_bones(cast: Cast) -> None:
    category = workflow.add_category(by=cast.root, name="Suppliers", hint="Contracts, limits of others.")
    postmortem = a_draft(cast)
    workflow.add_factor(postmortem, by=cast.bob, category=category.key, text="No limit agreed")
    frozen = content.freeze(postmortem)
    workflow.edit_category(category, by=cast.root, version=1, name="Partners")
    now = content.freeze(postmortem)
    assert [each.get("category_name") for each in now["factors"]].count("Partners") == 1
    drawn = fishbone(frozen["factors"], on=TODAY)
    assert [bone.name for bone in drawn.bones] == ["Process", "Technology", "Suppliers"]
    assert (drawn.columns, len(drawn.upper), len(drawn.lower)) == (2, 2, 1)
    assert "No limit agreed" in signed_in(cast.bob).get(postmortem.get_absolute_url()).content.decode()


def test_a_new_name_reaches_drafts_and_what_is_in_review_but_nothing_published(cast: Cast) -> None:
    waiting, out = approved(cast), published(cast)
    workflow.edit_category(FactorCategory.objects.get(key="process"), by=cast.root, version=1, name="Ways of working")
    waiting.refresh_from_db()
    assert waiting.state == "in_review"
    assert "Ways of working" in signed_in(cast.bob).get(waiting.get_absolute_url()).content.decode()
    assert "Ways of working" not in signed_in(cast.bob).get(out.get_absolute_url()).content.decode()


def test_an_archived_category_is_kept_by_factors_that_have_it(cast: Cast) -> None:
    postmortem = a_draft(cast)
    process = FactorCategory.objects.get(key="process")
    workflow.archive_category(process, by=cast.root)
    with pytest.raises(Refused, match="not used any more"):
        workflow.add_factor(postmortem, by=cast.bob, category="process", text="No rule")
    factor = postmortem.factors.get(category="process")
    workflow.edit_factor(factor, by=cast.bob, version=factor.version, category="process", text="Other words")
    page = signed_in(cast.bob).get(f"/postmortems/{postmortem.reference}/edit/").content.decode()
    assert "Other words" in page
    workflow.archive_category(FactorCategory.objects.get(key="people"), by=cast.root)
    with pytest.raises(Refused, match="At least 2"):
        workflow.archive_category(FactorCategory.objects.get(key="environment"), by=cast.root)


def test_its_settings_keep_what_was_typed(cast: Cast) -> None:
    root, url = signed_in(cast.root), reverse("postmortems:categories")
    assert b"Technology" in root.get(url).content
    again = root.post(url, {"name": "people", "hint": "Typed hint"})
    assert (again.status_code, b"Typed hint" in again.content) == (422, True)
    assert root.post(url, {"name": "Suppliers"}).status_code == 302
    one = reverse("postmortems:edit_category", args=["suppliers"])
    assert root.post(one, {"name": "Partners", "version": 1}).status_code == 302
    stale = root.post(one, {"name": "Vendors", "version": 1})
    assert (stale.status_code, b"Partners" in stale.content, b"Vendors" in stale.content) == (409, True, True)
    root.post(reverse("postmortems:archive_category", args=["suppliers"]))
    assert b"Bring back" in root.get(url).content
    assert FactorCategory.objects.get(key="suppliers").archived_at is not None
    with pytest.raises(Stale):
        workflow.edit_category(FactorCategory.objects.get(key="people"), by=cast.root, version=9, name="x")
    assert signed_in(cast.alice).get(url).status_code == 403
