"""A write-up as long as they get, sent for review twice: 20 sections, 10,000 words, and full blocks."""

import random

from incidents import workflow as incidents
from live import store
from live.materialise import materialise
from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.incidents import an_entry
from tests.builders.reviews import a_draft, an_action, approve
from tests.cast import Cast

SECTIONS, WORDS, PARAGRAPHS = 20, 540, 5
LINKING = ["the", "of", "and", "to", "was", "in"] * 30
VOCABULARY = [*(f"{a}{b}" for a in ("pool", "queue", "cache", "node", "shard") for b in range(60)), *LINKING]


def a_long_review(cast: Cast) -> Postmortem:
    """Alice answered revision 1; in revision 2, which is under review, every third sentence is another."""
    postmortem = a_draft(cast)
    draw = random.Random(1)
    for number in range(SECTIONS - postmortem.sections.count()):
        order = 100 + number
        postmortem.sections.create(key=f"more-{number}", title=f"Appendix {number + 1}", order=order, required=False)
    keys = list(postmortem.sections.filter(prose=True).values_list("key", flat=True))
    each = SECTIONS * WORDS // len(keys)
    texts = {key: [_sentence(draw) for _ in range(each // 12)] for key in keys if key != "summary"}
    _write(postmortem, texts)
    for minute in range(3, 63):
        an_entry(postmortem.incident, cast, minute * 2, f"{_sentence(draw)} {minute}")
    for number in range(10):
        workflow.add_figure(
            postmortem, by=cast.bob, area="technical", label=_sentence(draw, 4).lower(), value=str(number)
        )
        an_action(cast, postmortem.incident, title=_sentence(draw, 8))
        workflow.add_factor(
            postmortem,
            by=cast.bob,
            category="process",
            text=_sentence(draw),
            actions=list(postmortem.incident.actions.all()[:1]),
        )
    postmortem = workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])
    approve(postmortem, cast.alice)
    for text in texts.values():
        text[::3] = [_sentence(draw) for _ in text[::3]]
    _write(postmortem, texts)
    for entry in postmortem.incident.entries.all()[:20]:
        incidents.edit_entry(entry, by=cast.bob, version=entry.version, text=f"{entry.text} again")
    return workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])


def _sentence(draw: random.Random, words: int = 12) -> str:
    return " ".join(draw.choices(VOCABULARY, k=words)).capitalize() + "."


def _write(postmortem: Postmortem, texts: dict[str, list[str]]) -> None:
    for key, sentences in texts.items():
        size = max(1, len(sentences) // PARAGRAPHS)
        paragraphs = [" ".join(sentences[at : at + size]) for at in range(0, len(sentences), size)]
        store.write(postmortem.document_id, key, "\n\n".join(paragraphs))
    materialise(postmortem.document_id)
