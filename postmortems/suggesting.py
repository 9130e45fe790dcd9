"""Who could review a write-up, each with the reason: people who know the services, or reviewed something like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Membership, Team, User
from accounts.roles import OrganisationRole
from incidents.models import Incident
from postmortems.models import Postmortem, Verdict

MOST = 6
MOST_VERDICTS = 200
LEADS, REVIEWED, IS_ON = 3, 2, 1


@dataclass(frozen=True)
class Suggestion:
    user: User
    reasons: tuple[str, ...]

    @property
    def said(self) -> str:
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class Reason:
    user_id: int
    weight: int
    words: str


def suggested(postmortem: Postmortem, *, asker: User, but: Iterable[str] = ()) -> list[Suggestion]:
    """Best reasons first; never authors, nor the handles in `but`. Six queries, however many people there are.

    Of a restricted incident only people listed on it. Nothing is told of write-ups that the asker may not see.
    """
    incident = postmortem.incident
    reasons: dict[int, dict[str, int]] = defaultdict(dict)
    for each in (*_of_teams(incident), *_of_reviewers(postmortem, asker)):
        reasons[each.user_id][each.words] = each.weight
    people = User.objects.active().filter(pk__in=reasons).exclude(role=OrganisationRole.VIEWER)
    people = people.exclude(handle__in=but).exclude(authorships__postmortem=postmortem)
    if incident.visibility == Incident.Visibility.RESTRICTED:
        people = people.filter(participations__incident=incident).distinct()
    found = sorted(people, key=lambda user: (-sum(reasons[user.pk].values()), user.handle))[:MOST]
    return [
        Suggestion(user, tuple(sorted(reasons[user.pk], key=lambda each: -reasons[user.pk][each]))) for user in found
    ]


def _of_teams(incident: Incident) -> Iterator[Reason]:
    owned: dict[Team, list[str]] = defaultdict(list)
    for service in incident.services.select_related("team").order_by("name"):
        owned[service.team].append(service.name)
    for team, names in owned.items():
        if team.lead_id:
            yield Reason(team.lead_id, LEADS, f"leads {team.name}, which owns {_several(names)}")
    teams = {team.pk: (team, names) for team, names in owned.items()}
    for team_id, user_id in Membership.objects.filter(team__in=teams).values_list("team", "user"):
        team, names = teams[team_id]
        if user_id != team.lead_id:
            yield Reason(user_id, IS_ON, f"is on {team.name}, which owns {_several(names)}")


def _of_reviewers(postmortem: Postmortem, asker: User) -> Iterator[Reason]:
    """Who answered reviews of other write-ups with a service or a tag in common, the latest of each person."""
    incident = postmortem.incident
    asked = Verdict.objects.visible_to(asker).exclude(outcome=Verdict.Outcome.COMMENT).exclude(postmortem=postmortem)
    shared = {"services": Q(postmortem__incident__services__in=incident.services.all())}
    shared["tags"] = Q(postmortem__incident__tags__in=incident.tags.all())
    seen: set[int] = set()
    for name, rule in shared.items():
        columns = ("reviewer", "postmortem__incident__number", f"postmortem__incident__{name}__name")
        rows = asked.filter(rule).order_by("-at", "-pk").values_list(*columns)[:MOST_VERDICTS]
        for user_id, number, what in rows:
            if user_id not in seen:
                seen.add(user_id)
                yield Reason(user_id, REVIEWED, f"reviewed INC-{number}, {what} too")


def _several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
