"""Sections that several supplied templates share."""

from postmortems.supplied.shape import SUMMARY, WENT_WELL, SuppliedSection

EXECUTIVE_SUMMARY = SuppliedSection(
    key=SUMMARY,
    title="Executive summary",
    guidance="Write this last, in two or three sentences: what happened, whom it reached and for how long, what ended "
    "it. Somebody who knows none of the systems should follow it.",
    most_words=80,
)
IMPACT = SuppliedSection(
    key="impact",
    title="Impact",
    guidance="Anything the figures leave out: what customers saw, what they could still do, what support heard.",
    block="impact",
)
TIMELINE = SuppliedSection(
    key="timeline",
    title="Timeline",
    guidance="What stands out when you read the entries in a row? Where was time lost, and what was it spent on?",
    block="timeline",
)
WHAT_HAPPENED = SuppliedSection(
    key="what_happened",
    title="What happened",
    guidance="Tell it in order: what set it off, what that broke next, and how it spread until customers noticed. "
    "Name systems and conditions.",
)
WHY = SuppliedSection(
    key="why",
    title="Why it happened",
    guidance="Start from the effect that customers saw and ask why of every answer, at least three times. Stop at "
    "something about the system that you can change. A second hypothesis gets a branch of its own.",
    block="whys",
    prose=False,
)
FACTORS = SuppliedSection(
    key="factors",
    title="Contributing factors",
    guidance="What else had to be true for this to happen or to last? Look in at least two categories. Each factor "
    "ends in an action, or in a risk that somebody accepts for a while.",
    block="factors",
    prose=False,
)
DEFENCES = SuppliedSection(
    key="defences",
    title="Defences",
    guidance="Go through the layers that could have stopped this: review, testing, deployment, monitoring, response. "
    "Where was the hole in each, and which held? Then what limited the damage.",
    block="defences",
    required=False,
)
RESOLUTION = SuppliedSection(
    key="resolution",
    title="Resolution",
    guidance="How the cause was found, which ways out were considered, what was done, and how you knew it had worked.",
)
WELL = SuppliedSection(
    key=WENT_WELL,
    title="What went well",
    guidance="What kept this from being worse? Alerts that fired, runbooks that fitted, help that came quickly.",
)
WRONG = SuppliedSection(
    key="went_wrong",
    title="What went wrong",
    guidance="Where did tools, processes or information let people down? Write what was missing, not who.",
)
LUCKY = SuppliedSection(
    key="lucky",
    title="Where we got lucky",
    guidance="What could have gone the other way by chance, and what would have happened then? Each piece of luck is a "
    "defence that is not there yet.",
    required=False,
)
WHAT_IF = SuppliedSection(
    key="what_if",
    title="What if",
    guidance="Let it go another way, one question at a time, and look for what the system would have done. No answer "
    "is about what somebody ought to have known.",
    block="whatifs",
    prose=False,
    required=False,
)
ACTIONS = SuppliedSection(
    key="actions",
    title="Action items",
    guidance="Five to ten changes that one person each can finish. Say for each how you will know that it is done.",
    block="actions",
    prose=False,
)
LESSONS = SuppliedSection(
    key="lessons",
    title="Lessons learned",
    guidance="What would you tell a team that has never seen this? Technical, about how you work, and about the "
    "organisation.",
)
REFERENCES = SuppliedSection(
    key="references",
    title="References and related incidents",
    guidance="Links, terms that need explaining, further figures. Relate earlier incidents that resemble this one.",
    block="related",
    required=False,
)

CHECK_BLAMELESS = "No sentence makes a person the cause"
CHECK_EVIDENCE = "Claims name their evidence or say that they are estimates"
CHECK_CAUSE = "The last why is something about the system that can be changed"
CHECK_FACTORS = "Each contributing factor leads to an action or to an accepted risk"
CHECK_ACTIONS = "Each action could be ticked off by somebody who was not there"
CHECK_SUMMARY = "The executive summary stands alone"
CHECK_OTHERS = "Another team would learn something they can use"
