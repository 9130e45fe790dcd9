"""What is counted over incidents, write-ups, meetings and checks, per step of the period.

A family is a table of things with the day on which each counts. Its query answers one row per step (`step`; 0 is the
stretch before) and one for the whole period and the stretch before (`step` null, `present`). Column names are unique
across families, so that rows of one step are put together by `insights.facts`.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidents.durations import DURATIONS
from learning.reads import LEAST as LEAST_READERS

HOURS_TO_PUBLISH, HOURS_TO_MEET, DAYS_TO_JUDGE = 72, 48, 3
LEASTANSWERS = 5
CAME_BACK = ("recurrence", "same_cause", "same_failure")

_AGAIN = ", ".join(f"'{kind}'" for kind in CAME_BACK)
# The earlier incident must be one the reader may know of, or the number would give it away.
AGAIN = f"""EXISTS (SELECT FROM incidents_incidentrelation AS r JOIN incidents_incident AS e ON e.id = r.other_id
    WHERE r.incident_id = i.id AND r.kind IN ({_AGAIN})
    AND (e.visibility = 'organisation' OR e.id = ANY(%(closed)s::bigint[])))"""  # noqa: S608
PUBLISH_HOURS = "extract(epoch FROM p.published_at - i.resolved_at) / 3600.0"
TIMELY = "p.published_at IS NOT NULL AND i.resolved_at IS NOT NULL AND p.published_at >= i.resolved_at"
# What was written elsewhere says nothing about how fast this house writes and meets.
TIMELY += " AND NOT p.is_imported"
IN_TIME = f"coalesce(p.published_at <= i.resolved_at + interval '{HOURS_TO_PUBLISH} hours', false)"
MET = f"""EXISTS (SELECT FROM meetings_meeting AS m WHERE m.incident_id = i.id AND m.started_at IS NOT NULL
    AND m.state <> 'cancelled' AND m.started_at <= i.resolved_at + interval '{HOURS_TO_MEET} hours')"""
ROOT = """(SELECT count(*) FILTER (WHERE w.is_root) > 0 OR count(*) >= 3 FROM postmortems_why AS w
    WHERE w.postmortem_id = p.id AND w.removed_at IS NULL AND w.answer <> '')"""
ACTIONS = "(SELECT count(*) FROM actions_action AS a WHERE a.incident_id = i.id)"
INVITED = """(SELECT count(*) FROM meetings_attendee AS t
    WHERE t.meeting_id = m.id AND t.invited_at IS NOT NULL AND t.taken_off_at IS NULL)"""
CAME = INVITED.replace("t.invited_at IS NOT NULL", "t.invited_at IS NOT NULL AND t.joined_at IS NOT NULL")
ANSWERS = "SELECT count(*) FROM meetings_surveyanswer AS s WHERE s.meeting_id = m.id"
# A meeting of which fewer spoke is left out, so that no difference of two numbers can be about one of them.
SPOKEN = f"({ANSWERS}) >= {LEASTANSWERS}"  # noqa: S608

READERS = "(SELECT count(*) FROM learning_read AS r WHERE r.postmortem_id = p.id)"
# A write-up that fewer read is left out, for the same reason.
READ = f"{READERS} >= {LEAST_READERS}"

# Fenced: the incidents of a few write-ups are looked up, never all of them read.
WRITE_UPS = """postmortems_postmortem AS p CROSS JOIN LATERAL (
    SELECT id, visibility, severity, resolved_at FROM incidents_incident WHERE id = p.incident_id OFFSET 0) AS i"""


def _day(column: str) -> str:
    return f"({column} AT TIME ZONE 'UTC')::date"


def between(column: str) -> str:
    """A condition that an index on the column serves."""
    day = "{}::timestamp AT TIME ZONE 'UTC'"
    return f"{column} >= {day.format('%(before)s')} AND {column} < {day.format('%(end)s')}"


@dataclass(frozen=True)
class Family:
    """`things` has `i`, the incident, and a timestamp `at` that decides the day. `columns` are what each thing has,
    `totals` what is made of them."""

    things: str
    at: str
    condition: str
    columns: str
    totals: str
    by_step: bool = True
    of_actions: bool = False
    # Not on the first page, which must be quick.
    in_detail: bool = False

    @property
    def day(self) -> str:
        return _day(self.at)

    def sql(self, conditions: str) -> str:
        each = (
            f"SELECT step, NULL::boolean AS present, {self.totals} FROM things WHERE step > 0 GROUP BY step UNION ALL"  # noqa: S608
        )
        return f"""
WITH things AS MATERIALIZED (
    SELECT width_bucket({self.at}, %(moments)s::timestamptz[]) AS step, {self.columns} FROM {self.things}
    WHERE {between(self.at)} AND {self.condition} AND {conditions}
)
{each if self.by_step else ""}
SELECT NULL::integer AS step, step > 0 AS present, {self.totals} FROM things GROUP BY step > 0
"""  # noqa: S608 (no input in the text)


def _middle(name: str, value: str) -> str:
    found = f"percentile_cont({{}}) WITHIN GROUP (ORDER BY {value})"
    return f"count({value}) AS {name}_n, {found.format(0.5)} AS {name}_p50, {found.format(0.9)} AS {name}_p90"


def _length(key: str) -> str:
    found = next(duration for duration in DURATIONS if duration.key == key)
    start, end = f"i.{found.start}_at", f"i.{found.end}_at"
    return f"CASE WHEN {end} >= {start} THEN extract(epoch FROM {end} - {start})::integer END"


LENGTHS = {duration.key: _length(duration.key) for duration in DURATIONS}
_SEVERITIES = ", ".join(
    f"count(*) FILTER (WHERE severity = '{each}') AS incidents_{each}" for each in ("sev1", "sev2", "sev3", "sev4")
)

FAMILIES: dict[str, Family] = {
    "incidents": Family(
        things="incidents_incident AS i",
        at="i.started_at",
        condition="true",
        columns=f"i.severity, i.kind = 'near_miss' AS near, {AGAIN} AS again, {LENGTHS['ttr']} AS ttr",
        totals=f"count(*) AS incidents, {_SEVERITIES}, count(*) FILTER (WHERE near) AS near,"
        f" count(*) FILTER (WHERE again) AS again, {_middle('ttr', 'ttr')}",
    ),
    "durations": Family(
        things="incidents_incident AS i",
        at="i.started_at",
        condition="true",
        columns=", ".join(f"{sql} AS {key}" for key, sql in LENGTHS.items() if key != "ttr"),
        totals=", ".join(_middle(key, key) for key in LENGTHS if key != "ttr"),
        by_step=False,
        in_detail=True,
    ),
    "published": Family(
        things=WRITE_UPS,
        at="p.published_at",
        condition="true",
        columns=f"CASE WHEN {TIMELY} THEN {PUBLISH_HOURS} END AS hours, {ROOT} AS root, {ACTIONS} AS promised",
        totals=f"count(*) AS published, count(*) FILTER (WHERE root) AS rooted, {_middle('hours', 'hours')},"
        f" {_middle('promised', 'promised')}, count(*) FILTER (WHERE promised = 0) AS empty",
    ),
    "reads": Family(
        things=WRITE_UPS,
        at="p.published_at",
        condition=READ,
        columns=f"{READERS} AS readers",
        totals=f"coalesce(sum(readers), 0)::bigint AS reads, {_middle('readers', 'readers')}",
        by_step=False,
        in_detail=True,
    ),
    "owed": Family(
        things="incidents_incident AS i LEFT JOIN postmortems_postmortem AS p ON p.incident_id = i.id",
        at="i.resolved_at",
        condition=f"(p.id IS NOT NULL OR i.decision IN ('full', 'light')) AND p.is_imported IS NOT TRUE"
        f" AND i.resolved_at < (%(today)s::date - {DAYS_TO_JUDGE})::timestamp AT TIME ZONE 'UTC'",
        columns=f"{IN_TIME} AS in_time, {MET} AS met",
        totals="count(*) AS owed, count(*) FILTER (WHERE in_time) AS in_time, count(*) FILTER (WHERE met) AS met",
    ),
    "meetings": Family(
        things="meetings_meeting AS m JOIN incidents_incident AS i ON i.id = m.incident_id",
        at="m.started_at",
        condition="m.state = 'ended'",
        columns=f"{INVITED} AS invited, {CAME} AS came",
        totals="count(*) AS meetings, coalesce(sum(invited), 0) AS invited, coalesce(sum(came), 0) AS came",
    ),
    "survey": Family(
        things="meetings_surveyanswer AS answer JOIN meetings_meeting AS m ON m.id = answer.meeting_id"
        " JOIN incidents_incident AS i ON i.id = m.incident_id",
        at="m.started_at",
        condition=SPOKEN,
        columns="answer.spoke, answer.blameless, answer.useful",
        totals="count(*) AS answers, count(*) FILTER (WHERE spoke >= 4) AS spoke,"
        " count(*) FILTER (WHERE blameless >= 4) AS blameless, count(*) FILTER (WHERE useful >= 4) AS useful",
    ),
    "checks": Family(
        things="actions_check AS c JOIN actions_action AS a ON a.id = c.action_id"
        " LEFT JOIN incidents_incident AS i ON i.id = a.incident_id",
        at="c.answered_at",
        condition="c.answer IN ('effective', 'not')",
        columns="c.answer",
        totals="count(*) AS judged, count(*) FILTER (WHERE answer = 'effective') AS effective",
        of_actions=True,
    ),
}
