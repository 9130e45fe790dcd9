"""The files of the rows behind numbers: each cell, in order, and none missing."""

from __future__ import annotations

import pytest
from django.conf import settings as product
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from kit import clock
from tests.cast import Cast, signed_in
from tests.insights.charted import stretch
from tests.insights.independent import CATEGORIES, ENDS
from tests.insights.listed import SEVERITIES, Lists
from tests.insights.parsed import table_of
from tests.insights.rows import NOW, Maker
from tests.insights.test_numbers import FILTERS, independently

NAMES = [*ENDS, *SEVERITIES, *CATEGORIES, "incidents", "severe", "near-misses", "publish", "promised", "empty"]
NAMES += ["deadline", "high", "moved", "overdue", "days", "preventive", "effective", "on-time", "met", "recurring"]
NAMES += ["root-cause", "attendance", "survey"]


@pytest.mark.django_db
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(seed=st.integers(0, 10**6), asked=FILTERS, before=st.booleans(), who=st.sampled_from(["lena", "carol", "root"]))
def test_files_have_the_rows_behind_the_numbers(
    cast: Cast, seed: int, asked: dict[str, str], before: bool, who: str
) -> None:
    with transaction.atomic(), clock.at(NOW):
        Maker(cast, seed).make(incidents=150, actions=220)
        reader: User = getattr(cast, who)
        begin, end, _ = stretch(asked["p"])
        if before:
            begin, end = begin - (end - begin), begin
        lists, browser = Lists(independently(reader, cast, asked)), signed_in(reader)
        for name in NAMES:
            given = asked | ({"before": "1"} if before else {})
            file = table_of(browser.get(reverse("insights:rows_file", args=[name]), given))
            assert file[0] == ["Reference", "Title", "Day", "Value", "Counts", "Address"]
            wanted = lists.of(name, begin, end)
            assert [[*row[:3], row[4]] for row in file[1:]] == [each.cells() for each in wanted], name
            for row, each in zip(file[1:], wanted, strict=True):
                value = float(row[3]) if row[3] else None
                assert value == (None if each.value is None else pytest.approx(each.value)), name
                assert row[5] == f"{product.BASE_URL}{each.subject.get_absolute_url()}"
        transaction.set_rollback(True)
