"""An action nobody finished: who hears of it as the weeks pass, and what is decided in the end."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from accounts.models import User
from actions import workflow
from actions.models import Action
from actions.tasks import tick
from activity.tasks import sweep
from kit import clock
from tests.browser.scenes.gestures import ask, choose, closed
from tests.browser.scenes.writing import ACTION


def let_weeks_pass(owner: User) -> Action:
    """The promise moves into the past, which is how seven weeks look from there; then beat's ticks, in the worker."""
    long_ago = clock.now() - timedelta(days=49)
    due_on = clock.today(owner.zone) - timedelta(days=26)
    Action.objects.filter(title=ACTION).update(clock_started_at=long_ago, deadline_set_at=long_ago, due_on=due_on)
    workflow.rewind_owned([owner.pk])
    tick.delay()
    sweep.delay()
    return Action.objects.get(title=ACTION)


def hear_of_it(page: Page, *said: str) -> None:
    """In the inbox, as soon as the worker has been there."""
    for _ in range(100):
        page.goto("/inbox/")
        if all(page.locator("#inbox .row", has_text=text).count() for text in said):
            return
        sweep.delay()
    raise AssertionError(f"{said} not in {page.locator('#inbox').inner_text()}")


def decide(lead: Page, action: Action) -> None:
    """From her home, in the dialog: not without a reason, then with another owner and a date that can be kept."""
    lead.goto("/")
    row = lead.get_by_role("region", name="Actions that need a decision").locator(".row", has_text=ACTION)
    expect(row).to_contain_text("Week 4 overdue")
    box = ask(lead, "Decide", row)
    choose(box, "outcome", "reprioritise")
    box.get_by_label("New deadline").fill((clock.now() + timedelta(days=21)).date().isoformat())
    box.get_by_label("New owner").fill("alice")
    box.get_by_role("button", name="Record decision").click()
    expect(box.get_by_role("alert")).to_be_visible()
    expect(box.get_by_label("New owner")).to_have_value("alice")
    box.get_by_label("Why?").fill("The alerting team changed. It is worth three more weeks.")
    box.get_by_role("button", name="Record decision").click()
    closed(lead)
    lead.goto(f"/actions/{action.number}/")
    history = lead.get_by_role("region", name="Updates and decisions")
    expect(history).to_contain_text("It is worth three more weeks.")
    expect(lead.get_by_role("complementary", name="Details")).to_contain_text("@alice")


def is_on_the_write_up(reader: Page, reference: str) -> None:
    reader.goto(f"/postmortems/{reference}/")
    row = reader.get_by_role("row", name=ACTION)
    expect(row).to_contain_text("@alice")
    expect(row).to_contain_text("moved once")
