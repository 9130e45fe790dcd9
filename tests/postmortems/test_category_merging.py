from __future__ import annotations

import pytest

from activity.models import Activity
from kit.errors import Refused
from postmortems import workflow
from postmortems.models import FactorCategory
from tests.builders.reviews import approved, published
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
MERGE = "/settings/categories/technology/merge/"


def test_it_keeps_what_was_published_and_moves_the_rest(cast: Cast) -> None:
    old, new = published(cast), approved(cast)
    before = old.revision.content
    tools = workflow.add_category(by=cast.root, name="Tools")
    browser = signed_in(cast.root)
    assert browser.post(MERGE, {"into": ""}).status_code == 422
    asked = browser.post(MERGE, {"into": tools.key}).content.decode()
    assert "Merge Technology into Tools?" in asked
    assert "Factors of 2 write-ups that you can see" in asked
    assert "This cannot be undone" in asked
    assert {factor.category for factor in new.factors.all()} == {"process", "technology"}
    assert browser.post(MERGE, {"into": tools.key, "sure": "yes"}).status_code == 302
    for postmortem in (old, new):
        assert {factor.category for factor in postmortem.factors.all()} == {"process", "tools"}
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.revision.content == before
    assert new.state != "approved"
    assert "Technology" in signed_in(cast.carol).get(old.get_absolute_url()).content.decode()
    assert Activity.objects.get(verb="category.merged").data == {"name": "Technology", "into": "Tools"}
    assert "Now Tools" in browser.get("/settings/categories/").content.decode()


def test_it_refuses_what_leaves_too_few_or_goes_in_circles(cast: Cast) -> None:
    rows = {row.key: row for row in FactorCategory.objects.all()}
    with pytest.raises(Refused):
        workflow.merge_category(rows["people"], by=cast.root, into=rows["people"])
    workflow.merge_category(rows["people"], by=cast.root, into=rows["process"])
    with pytest.raises(Refused):
        workflow.restore_category(rows["people"], by=cast.root)
    with pytest.raises(Refused):
        workflow.merge_category(rows["technology"], by=cast.root, into=rows["people"])
    with pytest.raises(Refused):
        workflow.merge_category(rows["people"], by=cast.root, into=rows["technology"])
    workflow.merge_category(rows["process"], by=cast.root, into=rows["technology"])
    assert FactorCategory.objects.get(key="people").merged_into == rows["technology"]
    with pytest.raises(Refused):
        workflow.merge_category(rows["environment"], by=cast.root, into=rows["technology"])
    said = signed_in(cast.root).post("/settings/categories/environment/merge/", {"into": "technology", "sure": "yes"})
    assert said.status_code == 422
    assert "must remain" in said.content.decode()
