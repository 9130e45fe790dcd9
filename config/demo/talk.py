"""What people say about drafts, beside their words."""

from __future__ import annotations

from config.demo.pen import Pen
from config.demo.stage import Stage
from live import anchors, store
from postmortems import workflow
from postmortems.models import Postmortem, Thread


def _on(pen: Pen, key: str, words: str) -> list[list[int]]:
    """What a browser would call these words."""
    postmortem = Postmortem.objects.get(pk=pen.postmortem.pk)
    doc = store.load(postmortem.document_id)[0]
    start = postmortem.sections.get(key=key).body.index(words)
    return anchors.name(doc, key, start, start + len(words)).data


def about_tax(pen: Pen, stage: Stage) -> None:
    """A question, and other words for a sentence."""
    words = "reported success"
    asked = workflow.start_thread(
        pen.postmortem,
        by=stage["priya"],
        section="what_happened",
        anchor=_on(pen, "what_happened", words),
        body="Of which page? A refresh that ends early and says so would have been an alert. @tomas",
    )
    workflow.reply(asked, by=stage["tomas"], body="Of the first, and nothing compares it with what was expected.")
    words = "812 orders were charged wrongly"
    workflow.start_thread(
        pen.postmortem,
        by=stage["priya"],
        section="summary",
        anchor=_on(pen, "summary", words),
        body="Say by how much: leadership will ask.",
        replacement="812 orders were charged up to 4 % too much or too little",
    )


def about_retries(pen: Pen, stage: Stage) -> Thread:
    """What a reviewer asked before the text went into its second round."""
    words = "Nothing limits how much of the gateway retries may take."
    asked = workflow.start_thread(
        pen.postmortem, by=stage["ines"], section="why", anchor=_on(pen, "why", words), body="Why does nothing?"
    )
    workflow.reply(
        asked, by=stage["jonas"], body="Limits count clients, and these requests are our own. I will add it."
    )
    workflow.start_thread(
        pen.postmortem,
        by=stage["sora"],
        section="lessons",
        body="Does this hold for what we send to ourselves, @jonas?",
    )
    return asked
