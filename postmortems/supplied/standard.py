from postmortems.supplied import common
from postmortems.supplied.shape import Supplied

STANDARD = Supplied(
    slug="standard",
    name="Standard",
    purpose="The full write-up, for everything customers noticed and for anything that taught you something new.",
    sections=(
        common.EXECUTIVE_SUMMARY,
        common.IMPACT,
        common.TIMELINE,
        common.WHAT_HAPPENED,
        common.WHY,
        common.FACTORS,
        common.DEFENCES,
        common.RESOLUTION,
        common.WELL,
        common.WRONG,
        common.LUCKY,
        common.WHAT_IF,
        common.ACTIONS,
        common.LESSONS,
        common.REFERENCES,
    ),
    checklist=(
        common.CHECK_SUMMARY,
        "Impact figures agree with the text and the timeline",
        common.CHECK_EVIDENCE,
        common.CHECK_CAUSE,
        common.CHECK_FACTORS,
        common.CHECK_ACTIONS,
        common.CHECK_BLAMELESS,
        common.CHECK_OTHERS,
    ),
)
