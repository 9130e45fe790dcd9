"""The headline and the printed report say what other code finds in the rows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from insights import report
from insights.page import Page
from kit import clock
from tests.cast import Cast, signed_in
from tests.insights.rows import NOW, Maker
from tests.insights.said import REPORTED, Report
from tests.insights.test_numbers import FILTERS, independently

TAGS = re.compile(r"<[^>]+>")
SPACES = re.compile(r"\s+")


def plain(html: str) -> str:
    return SPACES.sub(" ", unescape(TAGS.sub("", html))).strip()


def worked_out(page: Page, reader: User, cast: Cast, asked: dict[str, str]) -> Report:
    period = page.scope.period
    return Report(independently(reader, cast, asked), period.start, period.end, is_narrow=page.scope.is_narrow)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    asked=FILTERS,
    many=st.booleans(),
    quarter=st.sampled_from(["2025-q2", "2025-q4", "2026-q1"]),
    who=st.sampled_from(["lena", "carol", "root"]),
)
def test_what_is_said_equals_what_is_worked_out_from_the_rows(
    cast: Cast, seed: int, asked: dict[str, str], many: bool, quarter: str, who: str
) -> None:
    with transaction.atomic(), clock.at(NOW):
        Maker(cast, seed).make(incidents=120 if many else 25, actions=160 if many else 20)
        reader: User = getattr(cast, who)
        address = QueryDict(mutable=True)
        address.update(asked)
        _compare_headline(Page(reader, address), reader, cast, asked)
        _compare_report(report.Report(reader, quarter, address), reader, cast, asked)
        transaction.set_rollback(True)


def _compare_headline(page: Page, reader: User, cast: Cast, asked: dict[str, str]) -> None:
    wanted = worked_out(page, reader, cast, asked).headline(page.scope.period.label)
    assert page.sentence == wanted
    html = signed_in(reader).get(reverse("insights:index"), asked).content.decode()
    [said] = re.findall(r'<p class="headline[^"]*">(.*?)</p>', html, re.DOTALL)
    assert plain(said) == wanted


def _compare_report(page: report.Report, reader: User, cast: Cast, asked: dict[str, str]) -> None:
    """As it is printed: the sentence, the table, what came back, and the summaries."""
    wanted = worked_out(page, reader, cast, asked)
    html = render_to_string("insights/report_print.html", {"page": page})
    [said] = re.findall(r'<p class="headline">(.*?)</p>', html, re.DOTALL)
    assert plain(said) == wanted.headline(page.scope.period.label)
    rows = [
        [plain(cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in re.findall(r"<tr>(<td>.*?)</tr>", html)
    ]
    assert len(rows) == len(REPORTED) + 1
    for key, (_, value, n, target, before, change) in zip(REPORTED, rows, strict=False):
        met = target.partition(", ")[2]
        assert [value, n, met, before, change] == wanted.line(key), key
    _, value, n, *_ = rows[-1]
    assert value == n == str(wanted.told("reads").n)
    back = re.findall(r"<li><b>.*?</b> \((INC-\d+), [\w ]+ (INC-\d+)\)(?:: .*? – (.*?))?</li>", html)
    assert [(row, earlier, unescape(state)) for row, earlier, state in back] == wanted.returned()
    summaries = [plain(each) for each in re.findall(r'<h3>.*?</h3>.*?<p class="said">(.*?)</p>', html, re.DOTALL)]
    found = wanted.summaries()
    assert len(summaries) == min(len(found), report.SUMMARIES_SHOWN)
    if len(found) <= report.SUMMARIES_SHOWN:
        assert sorted(summaries) == sorted(found.values())
