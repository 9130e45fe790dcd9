from postmortems.supplied import common
from postmortems.supplied.shape import Supplied, SuppliedSection

ALMOST = SuppliedSection(
    key="almost",
    title="What almost went wrong",
    guidance="How far did it get, and what would have happened next? Describe the outage that did not take place.",
)
SAVED = SuppliedSection(
    key="saved_us",
    title="What saved us",
    guidance="Which defence held, and was it meant to? Keep apart what was built for this and what was chance.",
)
COULD_HAVE = SuppliedSection(
    key="impact",
    title="Impact it would have had",
    guidance="Who would have noticed, and for how long? Say how you arrived at the estimates.",
    block="impact",
)
LUCK = SuppliedSection(
    key="lucky",
    title="Where we got lucky",
    guidance="What was chance this time? Assume it goes the other way next time.",
)

NEAR_MISS = Supplied(
    slug="near-miss",
    name="Near miss",
    purpose="What almost went wrong and what saved us, while it is still cheap to learn from.",
    kinds=("near_miss",),
    sections=(
        common.EXECUTIVE_SUMMARY,
        ALMOST,
        SAVED,
        common.DEFENCES,
        COULD_HAVE,
        common.TIMELINE,
        common.WHY,
        common.FACTORS,
        common.WELL,
        LUCK,
        common.ACTIONS,
        common.LESSONS,
        common.REFERENCES,
    ),
    checklist=(
        common.CHECK_SUMMARY,
        "Defences that held are told apart from luck",
        common.CHECK_CAUSE,
        common.CHECK_ACTIONS,
        common.CHECK_BLAMELESS,
        common.CHECK_OTHERS,
    ),
)
