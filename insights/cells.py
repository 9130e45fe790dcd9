"""How actions are counted, per day: the one definition for what is kept and for what is counted afresh.

A cell is (day, key) → how many. Keys, with the day that each counts on:
    due:<priority>:<kept>  category:<category>:<kept>  moved    the deadline
    days:<n>                                                    the day it was done, n days after its clock began
    preventive                                                  the day it was promised
"""

from __future__ import annotations

from functools import partial

CLOSED = "(a.closed_at AT TIME ZONE 'UTC')::date"
STARTED = "(a.clock_started_at AT TIME ZONE 'UTC')::date"
MADE = "(a.created_at AT TIME ZONE 'UTC')::date"

# What counts, as conditions on `a`; the list behind a number asks the same.
RAN = "a.clock_started_at IS NOT NULL AND a.state <> 'dropped'"
KEPT = f"(a.state = 'done' AND {CLOSED} <= a.due_on)"
FINISHED = "a.state = 'done' AND a.clock_started_at IS NOT NULL AND a.closed_at >= a.clock_started_at"
PREVENTIVE = "a.source = 'other_team'"

# Where `w` has stretches of days, from `begin` to before `stop`.
# No limit in practice: it keeps the planner from starting workers for what is mostly nothing.
MARKED = "(SELECT DISTINCT day AS begin, day + 1 AS stop FROM insights_mark WHERE day IS NOT NULL LIMIT 100000) AS w"

_DUE = "a.due_on >= {begin} AND a.due_on < {stop}"
_AT = "a.{column} >= {begin}::timestamp AT TIME ZONE 'UTC' AND a.{column} < {stop}::timestamp AT TIME ZONE 'UTC'"
_HANGS = "LEFT JOIN incidents_incident AS i ON i.id = a.incident_id"
# Open to the organisation, or hanging on nothing.
OPEN = "coalesce(i.visibility, 'organisation') = 'organisation'"


def cells(stretches: str, conditions: str) -> str:
    """A query of (day, severity, key, n) over some days: no severity where an action hangs on no incident.

    `conditions` on `a` and its incident `i`.
    """
    # Fenced, so that each stretch is looked up in an index and never compared with every action there is.
    each = " UNION ALL ".join(
        f"SELECT found.* FROM {stretches} CROSS JOIN LATERAL ({sql} OFFSET 0) AS found"  # noqa: S608
        for sql in _parts("w.begin", "w.stop", conditions)
    )
    return f"SELECT day, severity, key, sum(n)::bigint AS n FROM ({_keyed(each)}) AS keyed GROUP BY 1, 2, 3"  # noqa: S608


def by_step(conditions: str) -> str:
    """A query of (step, key, n) over the period and the stretch before; 0 is that stretch.

    A deadline counts when its day has passed.
    """
    step = "width_bucket({}, %(steps)s::date[])"
    parts = _parts("%(before)s", "%(end)s", conditions, when=step, due_by="least(%(end)s, %(today)s)")
    keyed = _keyed(" UNION ALL ".join(parts))
    return f"SELECT day AS step, key, sum(n)::bigint AS n FROM ({keyed}) AS keyed GROUP BY 1, 2"  # noqa: S608


def _keyed(counted: str) -> str:
    """One action due is up to three cells; they are made of counts, which are fewer than actions."""
    return f"""
        SELECT day, severity, k.key, n FROM ({counted}) AS counted (day, severity, priority, category, kept, moved, n)
        CROSS JOIN LATERAL (VALUES
            (CASE WHEN category IS NULL THEN priority ELSE 'due:' || priority || ':' || kept END),
            ('category:' || category || ':' || kept),
            (CASE WHEN moved THEN 'moved' END)
        ) AS k (key) WHERE k.key IS NOT NULL
    """  # noqa: S608


def _parts(begin: str, stop: str, conditions: str, *, when: str = "{}", due_by: str = "") -> tuple[str, str, str]:
    """Counts of (when, severity, priority, category, kept, moved); without a category the priority is the key."""
    due, at = _DUE.format(begin=begin, stop=due_by or stop), partial(_AT.format, begin=begin, stop=stop)
    severity = "i.severity" if when == "{}" else "NULL"
    return (
        f"""
        SELECT {when.format("a.due_on")}, {severity}, a.priority, a.category, {KEPT}::integer, a.moved > 0, count(*)
        FROM actions_action AS a {_HANGS} WHERE {due} AND {RAN} AND {conditions} GROUP BY 1, 2, 3, 4, 5, 6
        """,  # noqa: S608 (no input in the text)
        f"""
        SELECT {when.format(CLOSED)}, {severity}, 'days:' || ({CLOSED} - {STARTED}), NULL, NULL::integer, false,
            count(*)
        FROM actions_action AS a {_HANGS}
        WHERE {at(column="closed_at")} AND {FINISHED} AND {conditions} GROUP BY 1, 2, 3
        """,  # noqa: S608
        f"""
        SELECT {when.format(MADE)}, {severity}, 'preventive', NULL, NULL::integer, false, count(*)
        FROM actions_action AS a {_HANGS}
        WHERE {at(column="created_at")} AND {PREVENTIVE} AND {conditions} GROUP BY 1, 2
        """,  # noqa: S608
    )
