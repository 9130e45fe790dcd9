"""What is kept of counts, read back: a whole month where nothing of it is in doubt, single days elsewhere."""

from __future__ import annotations

from insights.cells import MARKED

_STOP = "(month + interval '1 month')::date"
# A month may lie across two steps, or reach beyond the period; today's deadlines do not count yet.
_WHOLE = f"""
SELECT month, cells FROM insights_actionmonth AS m
WHERE severity = %(severity)s AND month >= %(before)s AND {_STOP} <= least(%(end)s::date, %(today)s::date)
AND width_bucket(month, %(steps)s::date[]) = width_bucket({_STOP} - 1, %(steps)s::date[])
AND NOT EXISTS (SELECT FROM {MARKED} WHERE begin >= month AND begin < {_STOP})
"""  # noqa: S608 (no input in the text)
# Of (day, severity, cells); the day of a month is its first.
KEPT_COUNTS = f"""
WITH months AS MATERIALIZED ({_WHOLE})
SELECT month AS day, %(severity)s AS severity, cells FROM months
UNION ALL
SELECT day, severity, cells FROM insights_actionday
WHERE severity = %(severity)s AND day >= %(before)s AND day < %(end)s
AND day NOT IN (SELECT begin FROM {MARKED})
AND date_trunc('month', day)::date NOT IN (SELECT month FROM months)
"""  # noqa: S608
