"""What numbers are asked about: whose incidents, how severe, when; and which of them the reader may know of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from insights.periods import USUAL, Period


@dataclass(frozen=True)
class Scope:
    """`closed` are the keys of all incidents not open to the organisation that the reader may see, in order.

    Every query counts incidents that are open to everybody, and these: nothing else is ever read.
    """

    period: Period
    today: date
    closed: tuple[int, ...] = ()
    team: tuple[int, str, str] | None = None
    service: tuple[int, str, str] | None = None
    severity: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether it is narrowed to a team or a service: then numbers may be about a few people."""
        return self.team is not None or self.service is not None

    @property
    def key(self) -> str:
        """Names the scope, and what its reader may see, by a digest that gives nothing away."""
        parts = (self.period.key, self.today, self.team, self.service, self.severity, self.closed)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]

    @property
    def params(self) -> dict[str, Any]:
        period = self.period
        return {
            "before": period.before,
            "start": period.start,
            "end": period.end,
            "steps": list(period.steps),
            "moments": [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in period.steps],
            "today": self.today,
            "closed": list(self.closed),
            "team": self.team[0] if self.team else None,
            "service": self.service[0] if self.service else None,
            "severity": self.severity,
        }

    @property
    def address(self) -> dict[str, str]:
        """The filters as the address has them, without those that are not set."""
        asked = {
            "p": "" if self.period.key == USUAL else self.period.key,
            "team": self.team[1] if self.team else "",
            "service": self.service[1] if self.service else "",
            "severity": self.severity,
        }
        return {name: value for name, value in asked.items() if value}

    def query(self, **more: str | int) -> str:
        """The filters, and more, as the query of an address: "" or "?…"."""
        asked = {**self.address, **{name: str(value) for name, value in more.items() if value != ""}}
        return f"?{urlencode(asked)}" if asked else ""

    # Conditions on `i`, an incident, and on `a`, an action. Only names of parameters enter the text.

    @property
    def incidents(self) -> str:
        return " AND ".join(["(i.visibility = 'organisation' OR i.id = ANY(%(closed)s::bigint[]))", *self._narrowing()])

    @property
    def actions(self) -> str:
        """With `i` left-joined: an action that stands alone is seen by everybody."""
        if self.service or self.severity:
            parts = ["(i.visibility = 'organisation' OR i.id = ANY(%(closed)s::bigint[]))"]
        else:
            parts = [f"(a.incident_id IS NULL OR a.incident_id NOT IN ({_HIDDEN}))"]
        parts += ["a.team_id = %(team)s"] if self.team else []
        return " AND ".join([*parts, *self._narrowing(by_team=False)])

    def _narrowing(self, *, by_team: bool = True) -> list[str]:
        parts = []
        if self.team and by_team:
            parts.append(_tied("team"))
        if self.service:
            parts.append(_tied("service"))
        if self.severity:
            parts.append("i.severity = %(severity)s")
        return parts


# Few, and gathered once: cheaper than looking up the incident of each of many actions.
_HIDDEN = """SELECT id FROM incidents_incident
    WHERE visibility <> 'organisation' AND id <> ALL(%(closed)s::bigint[])"""


def _tied(name: str) -> str:
    return (
        f"EXISTS (SELECT FROM incidents_incident_{name}s AS t WHERE t.incident_id = i.id AND t.{name}_id = %({name})s)"  # noqa: S608
    )
