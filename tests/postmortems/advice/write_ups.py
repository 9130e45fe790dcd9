"""A write-up that nothing can be said against, to change one thing of at a time."""

from dataclasses import replace
from datetime import timedelta

from postmortems.advice import Advice, advise
from postmortems.snapshot import Figure, Person, Promise, Snapshot, Text
from postmortems.supplied.standard import STANDARD
from tests.postmortems.test_checks import COMPLETE, STARTED, texts

# Detect 2 min, engage 3 min, understand 40 min, recover 25 min, resolve 2 h 13 min, impact 1 h 20 min.
MINUTES = {
    "started": 0,
    "detected": 2,
    "engaged": 5,
    "understood": 45,
    "fix_decided": 55,
    "restored": 80,
    "resolved": 135,
}
FIRM = Promise("ACT-1", "Close connections when a payment fails", has_owner=True, has_deadline=True, priority="high")
SOUND = replace(
    COMPLETE,
    milestones={key: STARTED + timedelta(minutes=minutes) for key, minutes in MINUTES.items()},
    promises=(FIRM,),
    figures=(
        Figure("customers affected", "1,200"),
        Figure("failed payments", "~3,400", "40% of those tried", is_estimated=True),
        Figure("revenue lost", "$12,000"),
        Figure("of checkouts failed", "35%"),
    ),
    people=(Person("Mara Oyelaran", is_involved=True), Person("Tomas Brandt"), Person("Deploy Bot", is_involved=True)),
)


def saying(said: str, key: str = "what_happened") -> list[Advice]:
    """The advice on the write-up with this text in one section."""
    return advise(replace(SOUND, texts=texts(STANDARD, **{key: said})))


def keys(advice: list[Advice]) -> list[str]:
    return [each.key.split(":")[0] for each in advice]


def with_optional(snapshot: Snapshot, *blocks: str, **bodies: str) -> Snapshot:
    """These sections left to the authors; `bodies` replaces texts."""

    def changed(text: Text) -> Text:
        optional = text.key in bodies or text.block in blocks
        return replace(text, required=not optional, body=bodies.get(text.key, text.body))

    return replace(snapshot, texts=tuple(changed(text) for text in snapshot.texts))
