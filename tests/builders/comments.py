"""Threads as tests need them, made by the verbs."""

from typing import Any

from accounts.models import User
from live import anchors, store
from postmortems import workflow
from postmortems.models import Postmortem, Thread

KEY = "what_happened"


def anchor_of(postmortem: Postmortem, words: str, key: str = KEY) -> list[list[int]]:
    """What a browser would call these words of the text as it is now."""
    text = store.texts(postmortem.document_id)[key]
    start = text.index(words)
    doc = store.load(postmortem.document_id)[0]
    return anchors.name(doc, key, start, start + len(words)).data


def on_words(postmortem: Postmortem, words: str, *, by: User, body: str = "Why?", **given: Any) -> Thread:
    key = given.setdefault("section", KEY)
    postmortem = Postmortem.objects.get(pk=postmortem.pk)
    return workflow.start_thread(postmortem, by=by, body=body, anchor=anchor_of(postmortem, words, key), **given)


def words_of(thread: Thread) -> str:
    """What the thread stands on now; empty once that is gone."""
    thread = Thread.objects.get(pk=thread.pk)
    text: str = thread.postmortem.sections.get(key=thread.section).body
    return "" if thread.start is None else text[thread.start : thread.end]
