"""Every number on the pages equals one worked out independently, whatever the rows, filters and rights."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from actions.models import Action
from incidents.models import Incident
from insights import workflow
from insights.page import Page
from insights.practice import Practice
from insights.shown import in_words
from kit import clock
from tests.cast import Cast, signed_in
from tests.insights.habits import causes, habits, read_by
from tests.insights.independent import KINDS, Answer, World
from tests.insights.rows import NOW, Maker
from tests.insights.said import of_few, words

TODAY = NOW.date()
FILTERS = st.fixed_dictionaries(
    {
        "p": st.sampled_from(["", "90d", "q", "2025-q3"]),
        "severity": st.sampled_from(["", "", "sev2"]),
        "team": st.sampled_from(["", "", "payments"]),
        "service": st.sampled_from(["", "", "search-index"]),
    }
)


def independently(reader: User, cast: Cast, asked: dict[str, str]) -> World:
    """What the reader may see is asked of the rules the rest of the product follows; all else is plain Python."""
    visible = set(Incident.objects.visible_to(reader).values_list("pk", flat=True))

    def wanted(row: Incident) -> bool:
        teams, services = {t.slug for t in row.teams.all()}, {s.slug for s in row.services.all()}
        return (
            (not asked["severity"] or row.severity == asked["severity"])
            and (not asked["team"] or asked["team"] in teams)
            and (not asked["service"] or asked["service"] in services)
        )

    def owned(action: Action) -> bool:
        if asked["team"] and (action.team is None or action.team.slug != asked["team"]):
            return False
        if not asked["severity"] and not asked["service"]:
            return True
        return action.incident is not None and wanted_of_action(action.incident)

    def wanted_of_action(row: Incident) -> bool:
        services = {s.slug for s in row.services.all()}
        return (not asked["severity"] or row.severity == asked["severity"]) and (
            not asked["service"] or asked["service"] in services
        )

    return World(lambda row: row.pk in visible, wanted, owned, TODAY)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), asked=FILTERS, swept=st.booleans(), who=st.sampled_from(["lena", "carol", "root"]))
def test_every_number_equals_one_worked_out_from_the_rows(
    cast: Cast, seed: int, asked: dict[str, str], swept: bool, who: str
) -> None:
    with transaction.atomic(), clock.at(NOW):
        maker = Maker(cast, seed)
        maker.make(incidents=45, actions=60)
        if swept:
            workflow.sweep()
            maker.make(incidents=6, actions=9)
        reader: User = getattr(cast, who)
        address = QueryDict(mutable=True)
        address.update(asked)
        page, world = Page(reader, address, in_detail=True), independently(reader, cast, asked)
        _compare(page, world)
        _compare_shown(reader, asked, page)
        _compare_rest(reader, address, world)
        transaction.set_rollback(True)


def _compare(page: Page, world: World) -> None:
    period, facts = page.scope.period, page.facts
    cuts = [(facts.whole, period.start, period.end), (facts.before, period.before, period.start)]
    cuts += list(zip(facts.steps, period.steps, period.ends(), strict=True))
    for key in KINDS:
        measure = page.shown[key].measure
        for at, (numbers, begin, stop) in enumerate(cuts):
            if at > 1 and measure.in_detail and not measure.owners:
                continue
            read = measure.of(numbers, is_narrow=page.scope.is_narrow)
            wanted = world.of(key, begin, stop)
            if measure.owners and page.scope.is_narrow and of_few(world, key, begin, stop):
                wanted = Answer(None, wanted.n)
            assert read.n == wanted.n, (key, begin, stop)
            assert read.value == (None if wanted.value is None else pytest.approx(wanted.value)), (key, begin, stop)
    assert {week: n for week, n in page.facts.overdue.items() if n} == world.overdue()


def _compare_rest(reader: User, address: QueryDict, world: World) -> None:
    """Causes, teams that read, habits, and what the maturity and the headline say."""
    page = Practice(reader, address)
    begin, stop = page.scope.period.start, page.scope.period.end
    assert {row["name"]: row["n"] for row in page.facts.causes if row["n"]} == causes(world, begin, stop)
    assert {row.slug: row.write_ups for row in page.read_by} == read_by(world, begin, stop)
    assert {each.pattern.key: (each.n, each.hits) for each in page.findings} == habits(world, begin, stop)
    for step in page.steps:
        for evidence in step.evidence:
            key = evidence.criterion.measure
            found = world.of(key, begin, stop)
            is_told = not (evidence.shown.measure.owners and page.scope.is_narrow)
            if is_told or not of_few(world, key, begin, stop):
                assert evidence.holds == (found.value is not None and evidence.criterion.holds(found.value))
    reached = [all(each.holds for each in step.evidence) for step in page.steps]
    assert page.present == page.steps[(reached + [False]).index(False) - 1]
    for chart in page.charts:
        assert [row[0] for row in chart.table] == [page.scope.period.name_of(n + 1) for n in range(len(chart.table))]
    severities = next(chart for chart in page.charts if chart.key == "severity")
    cuts = list(zip(page.scope.period.steps, page.scope.period.ends(), strict=True))
    told = [int(cells[-1][0].replace(",", "")) for _, cells in severities.table]
    assert told == [world.of("incidents", *cut).n for cut in cuts]


def _compare_shown(reader: User, asked: dict[str, str], page: Page) -> None:
    """What the page says, and how many rows the list behind a number has."""
    browser = signed_in(reader)
    html = browser.get(reverse("insights:measures"), asked).content.decode()
    said = dict(re.findall(r'data-measure="([\w-]+)">([^<]+)</a>', html))
    counted = dict(re.findall(r'data-n="([\w-]+)">(\d+)<', html))
    for key in KINDS:
        shown = page.shown[key]
        value = shown.now.value
        told = in_words(shown.measure.unit, value) if KINDS[key] != "share" and value is not None else ""
        assert said[key] == ("Cannot conclude" if value is None else told or words(key, value))
        assert int(counted[key]) == shown.now.n
    for key in ("ttr", "deadline", "on-time", "attendance", "recurring", "days", "effective", "spoke"):
        lede = browser.get(page.shown[key].href).content.decode()
        found = re.search(r'class="lede">([\d,]+) rows?(?:, ([\d,]+) (?:invitations|answers))?', lede)
        assert found is not None
        assert int((found[2] or found[1]).replace(",", "")) == page.shown[key].now.n, key
