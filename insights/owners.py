"""How many people own what a number about actions is of, so that none is told that is about one or two of them.

Per step, for the period and for the stretch before: what is of many as a whole may be of one person in a part.
"""

from __future__ import annotations

from actions.models import Action
from insights.cells import CLOSED, FINISHED, RAN
from insights.families import FAMILIES, between

_HANGS = "actions_action AS a LEFT JOIN incidents_incident AS i ON i.id = a.incident_id"
_BY_STEP = "GROUP BY GROUPING SETS ((step), (step > 0))"
_KINDS = ", ".join(
    f"""count(DISTINCT owner_id) FILTER (WHERE category = '{key}') AS "owners:{key}\""""
    for key, _ in Action.Category.choices
)
_DUE = f"""
SELECT step, step > 0 AS present, count(DISTINCT owner_id) AS owners,
    count(DISTINCT owner_id) FILTER (WHERE priority = 'high') AS owners_high, {_KINDS}
FROM (
    SELECT DISTINCT width_bucket(a.due_on, %(steps)s::date[]) AS step, a.owner_id, a.priority, a.category FROM {_HANGS}
    WHERE {RAN} AND a.due_on >= %(before)s AND a.due_on < least(%(end)s, %(today)s) AND {{}}
) AS due {_BY_STEP}
"""  # noqa: S608 (no input in the text)
_DONE = f"""
SELECT step, step > 0 AS present, count(DISTINCT owner_id) AS owners_done
FROM (
    SELECT DISTINCT width_bucket({CLOSED}, %(steps)s::date[]) AS step, a.owner_id FROM {_HANGS}
    WHERE {FINISHED} AND {between("a.closed_at")} AND {{}}
) AS done {_BY_STEP}
"""  # noqa: S608
_JUDGED = f"""
SELECT step, step > 0 AS present, count(DISTINCT owner_id) AS owners_judged
FROM (
    SELECT DISTINCT width_bucket(c.answered_at, %(moments)s::timestamptz[]) AS step, a.owner_id
    FROM {FAMILIES["checks"].things}
    WHERE {FAMILIES["checks"].condition} AND {between("c.answered_at")} AND {{}}
) AS judged {_BY_STEP}
"""  # noqa: S608
OWNERS = {"due": _DUE, "done": _DONE, "judged": _JUDGED}


def owners(conditions: str) -> dict[str, str]:
    """Queries by name, under conditions on `a` and its incident `i`: each of step, present and numbers of owners."""
    return {name: sql.format(conditions) for name, sql in OWNERS.items()}
