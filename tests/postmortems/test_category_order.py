"""The order of the categories of factors."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kit.errors import Refused
from postmortems import workflow
from postmortems.models import FactorCategory
from tests.cast import Cast, signed_in


def order() -> list[str]:
    return list(FactorCategory.objects.current().values_list("key", flat=True))


def test_one_press_moves_it(cast: Cast) -> None:
    client, before = signed_in(cast.root), order()
    address = reverse("postmortems:move_category", args=[before[1]])
    html = client.post(address, {"where": "up"}, follow=True).content.decode()
    assert "Category moved up" in html
    assert order() == [before[1], before[0], *before[2:]]
    client.post(address, {"where": "up"})
    assert order() == [before[1], before[0], *before[2:]]
    client.post(address, {"where": "down"})
    assert order() == before


def test_archived_ones_are_passed_over(cast: Cast) -> None:
    before = order()
    archived = workflow.archive_category(FactorCategory.objects.get(key=before[1]), by=cast.root)
    workflow.move_category(FactorCategory.objects.get(key=before[2]), by=cast.root, up=True)
    assert order() == [before[2], before[0], *before[3:]]
    with pytest.raises(Refused, match="Bring it back"):
        workflow.move_category(archived, by=cast.root, up=True)


def test_only_administrators_do(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        workflow.move_category(FactorCategory.objects.get(key=order()[1]), by=cast.alice, up=True)
