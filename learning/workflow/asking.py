from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from actions import workflow as actions
from actions.models import Action
from activity.notify import Telling
from activity.record import record
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from learning.asking import teams_to_ask
from learning.models import Question
from postmortems.models import Postmortem

Answer = Question.Answer


@transaction.atomic
def ask_teams(postmortem: Postmortem) -> list[Question]:
    """Ask every team that could have it next, once for each write-up, however often it is amended."""
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if not postmortem.is_published:
        return []
    wanted = teams_to_ask(postmortem.incident)
    known = set(postmortem.questions.values_list("team", flat=True))
    made = []
    for team in Team.objects.filter(pk__in=set(wanted) - known).select_related("lead", "manager"):
        made.append(_ask(postmortem, team, by=None, because=wanted[team.pk]))
    return made


@transaction.atomic
def ask_team(postmortem: Postmortem, *, by: User, team: Team) -> Question:
    """Take up the question for a team that Debrief did not think of. Asking twice is asking once."""
    policy.require("learning.ask", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if not postmortem.is_published:
        raise Refused("This write-up is not published yet.")
    if postmortem.incident.visibility != Incident.Visibility.ORGANISATION:
        raise Refused("Only teams that may read this write-up could be asked, and it is not open to everybody.")
    known: Question | None = postmortem.questions.filter(team=team).first()
    return known or _ask(postmortem, team, by=by, because=[])


def _ask(postmortem: Postmortem, team: Team, *, by: User | None, because: list[Any]) -> Question:
    question: Question = Question.objects.create(
        postmortem=postmortem, team=team, asked_by=by, because=because, asked_at=clock.now()
    )
    told = [person for person in (team.lead or team.manager,) if person is not None]
    record(
        "question.asked",
        question,
        by=by,
        data={"team": team.name},
        notify=[Telling("could_happen", to=told, key=f"could_happen:{question.pk}")],
    )
    return question


@transaction.atomic
def answer_no(question: Question, *, by: User, reason: str) -> Question:
    """It could not happen to this team, because. Changing one's mind is answering again."""
    policy.require("learning.answer", by, question)
    question = Question.objects.locked(question.pk)
    if not reason.strip():
        raise Refused("Say in a sentence why it could not happen here: others will read it.")
    if question.planned.exists():
        raise Refused("The team has planned an action for it. Drop that first, with its reason.")
    return _answered(question, by, Answer.NO, reason.strip())


@transaction.atomic
def answer_yes(
    question: Question, *, by: User, title: str, owner: User | None = None, once: str = "", **details: Any
) -> Action:
    """It could: the team promises a preventive action, which says what it was learned from."""
    policy.require("learning.answer", by, question)
    question = Question.objects.locked(question.pk)
    given = {**details, "source": Action.Source.OTHER_TEAM}
    action = actions.create(by=by, title=title, owner=owner, team=question.team, once=once, **given)
    if not question.actions.filter(pk=action.pk).exists():
        question.actions.add(action)
        _answered(question, by, Answer.YES, "")
    return action


def _answered(question: Question, by: User, answer: str, reason: str) -> Question:
    question.answer, question.reason = answer, reason
    question.answered_by, question.answered_at = by, clock.now()
    question.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    record("question.answered", question, by=by, data={"team": question.team.name, "answer": answer})
    return question
