"""How actions are counted, per day: the one definition for what is kept and for what is counted afresh.

A cell is (day, key) → how many. Keys, with the day that each counts on:
    due:<priority>:<kept>  category:<category>:<kept>  moved    the deadline
    days:<n>                                                    the day it was done, n days after its clock began
    preventive                                                  the day it was promised
"""

from __future__ import annotations

CLOSED = "(a.closed_at AT TIME ZONE 'UTC')::date"
STARTED = "(a.clock_started_at AT TIME ZONE 'UTC')::date"
MADE = "(a.created_at AT TIME ZONE 'UTC')::date"

# What counts, as conditions on `a`; the list behind a number asks the same.
RAN = "a.clock_started_at IS NOT NULL AND a.state <> 'dropped'"
KEPT = f"(a.state = 'done' AND {CLOSED} <= a.due_on)"
FINISHED = "a.state = 'done' AND a.clock_started_at IS NOT NULL AND a.closed_at >= a.clock_started_at"
PREVENTIVE = "a.source = 'other_team'"

# Where `w` has stretches of days, from `begin` to before `stop`.
PERIOD = "(SELECT %(before)s::date AS begin, %(end)s::date AS stop) AS w"
# No limit in practice: it keeps the planner from starting workers for what is mostly nothing.
MARKED = "(SELECT DISTINCT day AS begin, day + 1 AS stop FROM insights_mark WHERE day IS NOT NULL LIMIT 100000) AS w"

_DUE = "a.due_on >= w.begin AND a.due_on < w.stop"
_AT = "a.{0} >= w.begin::timestamp AT TIME ZONE 'UTC' AND a.{0} < w.stop::timestamp AT TIME ZONE 'UTC'"
_HANGS = "LEFT JOIN incidents_incident AS i ON i.id = a.incident_id"
# Open to the organisation, or hanging on nothing.
OPEN = "coalesce(i.visibility, 'organisation') = 'organisation'"


def cells(stretches: str, conditions: str) -> str:
    """A query of (day, severity, key, n): no severity where an action hangs on no incident.

    `conditions` on `a` and its incident `i`.
    """
    return f"""
SELECT day, severity, key, count(*) AS n FROM (
    SELECT a.due_on AS day, i.severity, k.key
    FROM {stretches} JOIN actions_action AS a ON {_DUE} {_HANGS}
    CROSS JOIN LATERAL (VALUES
        ('due:' || a.priority || CASE WHEN {KEPT} THEN ':1' ELSE ':0' END),
        ('category:' || a.category || CASE WHEN {KEPT} THEN ':1' ELSE ':0' END),
        (CASE WHEN a.moved > 0 THEN 'moved' END)
    ) AS k (key)
    WHERE {RAN} AND {conditions}
    UNION ALL
    SELECT {CLOSED}, i.severity, 'days:' || ({CLOSED} - {STARTED})
    FROM {stretches} JOIN actions_action AS a ON {_AT.format("closed_at")} {_HANGS}
    WHERE {FINISHED} AND {conditions}
    UNION ALL
    SELECT {MADE}, i.severity, 'preventive'
    FROM {stretches} JOIN actions_action AS a ON {_AT.format("created_at")} {_HANGS}
    WHERE {PREVENTIVE} AND {conditions}
) AS counted (day, severity, key) WHERE key IS NOT NULL GROUP BY 1, 2, 3
"""  # noqa: S608 (no input in the text)
