"""Every number on the pages: what it is called, how it is worked out, what it should be, and what it is made of."""

from __future__ import annotations

from insights.declared import outcome, process, promises
from insights.measures import Measure

MEASURES: dict[str, Measure] = {
    measure.key: measure for measure in (*outcome.MEASURES, *process.MEASURES, *promises.MEASURES)
}
