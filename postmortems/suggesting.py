"""Who could review a write-up, each with the reason: people who know the services, or reviewed something like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models import User
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


@dataclass(frozen=True)
class Known:
    """Somebody leads or is on the team `about`, which owns a service; or reviewed what has one of `about` in common."""

    user_id: int
    weight: int
    name: str
    number: int
    about: str
    at: datetime | None


def suggested(postmortem: Postmortem, *, asker: User, but: Iterable[str] = ()) -> list[Suggestion]:
    """Best reasons first; never authors, nor the handles in `but`. Two queries, and one for the teams of the asker.

    Of a restricted incident only people listed on it. Nothing is told of write-ups that the asker may not see.
    """
    incident = postmortem.incident
    reasons: dict[int, dict[str, int]] = defaultdict(dict)
    for each in _reasons(postmortem, asker):
        reasons[each.user_id][each.words] = each.weight
    people = User.objects.active().filter(pk__in=reasons).exclude(role=OrganisationRole.VIEWER)
    people = people.exclude(handle__in=but).exclude(authorships__postmortem=postmortem)
    if incident.visibility == Incident.Visibility.RESTRICTED:
        people = people.filter(participations__incident=incident).distinct()
    found = sorted(people, key=lambda user: (-sum(reasons[user.pk].values()), user.handle))[:MOST]
    return [
        Suggestion(user, tuple(sorted(reasons[user.pk], key=lambda each: -reasons[user.pk][each]))) for user in found
    ]


def _reasons(postmortem: Postmortem, asker: User) -> Iterator[Reason]:
    """The best of those that a team gives, and the latest review, by services first, of each person."""
    services = postmortem.incident.services.order_by()
    owns = ("name", Value(0), "team__name", Cast(Value(None), DateTimeField()))
    rows = services.values_list("team__lead", Value(LEADS), *owns).union(
        services.values_list("team__memberships__user", Value(IS_ON), *owns),
        *(_reviews(postmortem, asker, name) for name in ("services", "tags")),
        all=True,
    )
    found = [Known(*row) for row in rows if row[0] is not None]
    yield from _of_teams([each for each in found if each.weight != REVIEWED])
    seen: set[int] = set()
    for each in sorted((each for each in found if each.weight == REVIEWED), key=_latest_by_service):
        if each.user_id not in seen:
            seen.add(each.user_id)
            yield Reason(each.user_id, REVIEWED, f"reviewed INC-{each.number}, {each.name} too")


def _of_teams(found: list[Known]) -> Iterator[Reason]:
    owned: dict[str, set[str]] = defaultdict(set)
    for each in found:
        owned[each.about].add(each.name)
    leads = {(each.user_id, each.about) for each in found if each.weight == LEADS}
    for user_id, weight, team in sorted({(each.user_id, each.weight, each.about) for each in found}):
        verb = "leads" if weight == LEADS else "is on"
        if weight == LEADS or (user_id, team) not in leads:
            yield Reason(user_id, weight, f"{verb} {team}, which owns {_several(sorted(owned[team]))}")


def _reviews(postmortem: Postmortem, asker: User, name: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Answers to reviews of other write-ups that have a service or a tag in common with it."""
    asked = Verdict.objects.visible_to(asker).exclude(outcome=Verdict.Outcome.COMMENT).exclude(postmortem=postmortem)
    shared = getattr(postmortem.incident, name).order_by().values("pk")
    rows = asked.filter(**{f"postmortem__incident__{name}__in": shared}).order_by("-at", "-pk")
    incident = "postmortem__incident__"
    columns = ("reviewer", Value(REVIEWED), f"{incident}{name}__name", f"{incident}number", Value(name), "at")
    found: QuerySet[Any, tuple[Any, ...]] = rows.values_list(*columns)[:MOST_VERDICTS]
    return found


def _latest_by_service(each: Known) -> tuple[bool, float]:
    return each.about != "services", -each.at.timestamp() if each.at else 0


def _several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
