"""How many people read a write-up: a total and teams, and neither where it would point at somebody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from accounts.models import Team, User
from learning.models import Read
from postmortems.models import Postmortem

# Below this many nothing is said.
LEAST = 5


@dataclass(frozen=True)
class Reads:
    """`total` is None while there are too few to say; teams have at least LEAST readers each, and no numbers."""

    total: int | None = None
    teams: list[str] = field(default_factory=list)


def reads_of(postmortem: Postmortem, reader: User) -> Reads:
    """Two queries. The write-up is one that the reader may see."""
    rows = list(Read.objects.filter(postmortem=postmortem).values_list("teams", flat=True))
    if len(rows) < LEAST:
        return Reads()
    counts = Counter(team for teams in rows for team in teams)
    many = [team for team, count in counts.items() if count >= LEAST]
    names = Team.objects.visible_to(reader).filter(pk__in=many).order_by("name").values_list("name", flat=True)
    return Reads(len(rows), list(names))
