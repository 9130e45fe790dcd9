from postmortems.supplied import common
from postmortems.supplied.shape import Supplied, SuppliedSection

CAUSE = SuppliedSection(
    key="why",
    title="Why it happened",
    guidance="One paragraph: the condition that made this possible, and why nothing stopped it earlier.",
)

LIGHT = Supplied(
    slug="light",
    name="Light",
    purpose="One page, for small incidents and whenever you are in doubt whether a write-up is needed. It leaves out "
    "factors, defences and what-ifs, which take longer than a page; where they would teach something, take Standard.",
    sections=(
        common.EXECUTIVE_SUMMARY,
        common.IMPACT,
        common.TIMELINE,
        CAUSE,
        common.WELL,
        common.ACTIONS,
        common.LESSONS,
        common.REFERENCES,
    ),
    checklist=(
        common.CHECK_SUMMARY,
        "The cause is a condition of the system",
        common.CHECK_ACTIONS,
        common.CHECK_BLAMELESS,
    ),
)
