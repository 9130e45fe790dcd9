"""What Larkspur's teams learn from each other: dependencies, answers, a reading list, one write-up from elsewhere."""

from __future__ import annotations

from datetime import timedelta

from config.demo.stage import Stage, Story
from learning import workflow
from learning.models import Question
from postmortems import workflow as write_ups
from postmortems.models import Postmortem
from postmortems.models.comment import DISCUSSION

# What each service cannot work without.
NEEDS = {
    "Payment API": ("Orders database", "Sign-in"),
    "Payment Worker": ("Orders database", "Payment API"),
    "Checkout": ("Payment API", "Orders database", "Feature flags"),
    "Notification service": ("Orders database",),
    "API gateway": ("Sign-in",),
    "Search index": ("Orders database",),
    "Deploy pipeline": ("Sign-in",),
}

# Where it is, title, who published it, days ago, what it teaches, failure mode, what is changed because of it.
ELSEWHERE = (
    (
        "https://reliability.example/notes/pool-behind-a-pool",
        "A pool behind a pool",
        "Harbour & Pine, a ticket seller",
        60,
        "Two connection pools stood one behind the other, and the outer one was larger. Under load every request held "
        "an outer connection while it waited for an inner one. We have the same two between the gateway and the "
        "Payment API, and nobody has compared their sizes.",
        "Capacity exhausted",
        "Compare the pool of the gateway with that of the Payment API",
    ),
    (
        "https://quarrywick.example/blog/the-night-the-restore-began",
        "The night the restore began",
        "Quarrywick, a library of maps",
        410,
        "Their backups were whole, and nobody had ever timed a restore: it took eleven hours, of which seven went to "
        "rebuilding indexes. We rehearse ours each month, but on a database a tenth as large.",
        "",
        "",
    ),
    (
        "https://engineering.ottermarket.example/expired-at-noon",
        "Expired at noon",
        "Otter Market, groceries by bicycle",
        24,
        "An internal certificate ran out at noon and took sign-in with it; the alert for it had been routed to a team "
        "that was dissolved. Ours are renewed by a job whose own failure tells nobody.",
        "",
        "",
    ),
)


def connect(stage: Stage) -> None:
    """As the teams would have said it in the catalogue, before any story."""
    for name, needs in NEEDS.items():
        stage.services[name].depends_on.set(stage.service(*needs))


def story(stage: Stage) -> Story:
    """Newcomers get something to read; most of the open questions are answered, some stay open."""
    yield stage.days_ago(20, 9)
    postmortems = list(Postmortem.objects.published().order_by("-published_at")[:6])
    for place, postmortem in enumerate(postmortems[2:5]):
        why = "" if place else "Begin with this one."
        workflow.put_on_list(stage.teams["payments"], by=stage["priya"], postmortem=postmortem, why=why)
    _keep(stage)
    workflow.make_theme(
        by=stage["amara"],
        name="Full before anybody knew",
        description="Pools, disks and caches that were full for a while before an alert said so.",
        incidents=[each.incident for each in postmortems[:3]],
    )
    _talk(next(each for each in postmortems if each.is_open_to_all), stage)
    yield stage.days_ago(3, 14)
    asked = Question.objects.open().select_related("team__lead", "postmortem").order_by("asked_at", "pk")
    for place, question in enumerate(list(asked)[:-4]):
        _answer(question, place, stage)


def _keep(stage: Stage) -> None:
    """Write-ups from elsewhere, and what follows from one of them."""
    for url, title, publisher, days, summary, mode, change in ELSEWHERE:
        kept = workflow.keep_external(
            by=stage["tomas"],
            url=url,
            title=title,
            publisher=publisher,
            published_on=stage.days_ago(days).date(),
            summary=summary,
            tags=stage.tags(failure_mode=mode) if mode else [],
        )
        if change:
            workflow.prevent(kept, by=stage["tomas"], title=change, owner=stage["tomas"])


def _talk(postmortem: Postmortem, stage: Stage) -> None:
    """What people said once it was out."""
    asked = write_ups.start_thread(
        postmortem,
        by=stage["tomas"],
        at=DISCUSSION,
        body="We saw the same shape in spring and gave it another name. Would the alert you plan have told us, @priya?",
    )
    write_ups.reply(asked, by=stage["priya"], body="Only if it watches the waiting requests, too. I will add that.")
    write_ups.start_thread(
        postmortem,
        by=stage["amara"],
        at=DISCUSSION,
        body="The part about what limited the damage is worth a place in the onboarding of every team.",
    )


def _answer(question: Question, place: int, stage: Stage) -> None:
    """Every sixth team plans something."""
    lead = question.team.lead
    if lead is None:
        return
    if place % 6:
        workflow.answer_no(question, by=lead, reason="Ours has a limit in front, which we tried in spring.")
        return
    title = f"Try in a drill what {question.team.name} would see of this"
    due = (stage.end + timedelta(days=20)).date()
    workflow.answer_yes(question, by=lead, title=title, owner=lead, due_on=due)
