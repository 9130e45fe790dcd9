from postmortems.supplied import common
from postmortems.supplied.shape import Supplied, SuppliedSection

EXPOSURE = SuppliedSection(
    key="exposure",
    title="What was exposed",
    guidance="Which data, credentials or systems could be reached, by whom, and from when to when. Keep what is "
    "proven apart from what cannot be ruled out.",
)
CONTAINMENT = SuppliedSection(
    key="containment",
    title="Containment",
    guidance="What was revoked, rotated, isolated or blocked, in which order, and how you know that it holds.",
)
TOLD = SuppliedSection(
    key="told",
    title="Who was told",
    guidance="Customers, authorities, partners, colleagues: who had to be told by when, who was, and what is open. "
    "Leave out secrets and names of customers.",
)

SECURITY = Supplied(
    slug="security",
    name="Security",
    purpose="For breaches, exposed credentials and weaknesses that were used. Only the people listed can see it.",
    visibility="restricted",
    kinds=("security",),
    sections=(
        common.EXECUTIVE_SUMMARY,
        common.IMPACT,
        EXPOSURE,
        common.TIMELINE,
        common.WHAT_HAPPENED,
        CONTAINMENT,
        common.WHY,
        common.FACTORS,
        common.DEFENCES,
        common.RESOLUTION,
        TOLD,
        common.WELL,
        common.WRONG,
        common.WHAT_IF,
        common.ACTIONS,
        common.LESSONS,
        common.REFERENCES,
    ),
    checklist=(
        common.CHECK_SUMMARY,
        "No secret, credential or customer name is in the text",
        "What is proven is told apart from what cannot be ruled out",
        "Everybody who must be told is named, with the date",
        common.CHECK_CAUSE,
        common.CHECK_FACTORS,
        common.CHECK_ACTIONS,
        common.CHECK_BLAMELESS,
    ),
)
