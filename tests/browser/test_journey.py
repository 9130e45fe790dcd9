"""The whole path, in real browsers on the real product: declared, written, reviewed, published, promised, chased."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from kit import clock
from tests.browser.scenes import following, incident, review, writing
from tests.cast import Cast

pytestmark = pytest.mark.browser


def test_it_goes_from_the_alarm_to_the_last_decision(visit: Callable[..., Page], worker: None, cast: Cast) -> None:
    bob, alice, erin, carol = (visit(user) for user in (cast.bob, cast.alice, cast.erin, cast.carol))
    start = (clock.now() - timedelta(hours=3)).replace(second=0, microsecond=0)

    reference = incident.declare(bob, start)
    incident.keep_the_timeline(bob, start)
    incident.record_a_decision(bob, start)
    incident.star_delete_and_undo(bob)
    incident.explain_the_silence(bob, start)
    incident.resolve(bob, start)
    incident.decide(alice, reference)

    writing.start(bob, reference)
    writing.is_refused(bob)
    writing.write(bob)
    writing.measure_the_impact(bob)
    writing.ask_why(bob)
    writing.promise(bob, (clock.now() + timedelta(days=14)).date())
    writing.name_the_factors(bob)
    writing.is_ready(bob)

    review.request(bob, reference)
    review.ask_for_changes(alice, reference)
    review.answer(bob, reference)
    review.approve(alice, reference)
    review.approve(erin, reference)
    review.publish(bob, reference)
    review.read(carol, reference)

    action = following.let_weeks_pass(cast.bob)
    following.hear_of_it(bob, "published", "overdue")
    following.hear_of_it(erin, "decision")
    following.decide(alice, action)
    following.is_on_the_write_up(carol, reference)
