"""Threads on words follow the text, in its document and into the next one."""

import random

import pytest

from kit.errors import Refused
from live import store
from live.materialise import catch_up
from live.models import Document
from postmortems import workflow
from postmortems.models import Postmortem, Thread
from tests.builders.comments import KEY, anchor_of, on_words, words_of
from tests.builders.postmortems import a_complete_draft, a_draft, write
from tests.builders.reviews import published, rewrite
from tests.cast import Cast
from tests.live.typist import Typist


def words(chance: random.Random) -> str:
    return "".join(chance.choice("abc dé, 世😀\n") for _ in range(chance.randint(1, 12)))


def test_it_holds_through_500_random_edits(cast: Cast) -> None:
    """Everything but the words changes, by two people's typing; the plain text is brought in step now and then."""
    postmortem = a_draft(cast)
    write(postmortem, KEY, "Before it. The pool ran dry at noon 😀. After it.", by=cast.alice)
    thread = on_words(postmortem, "pool ran dry at noon 😀", by=cast.bob)
    chance, document = random.Random(4), Document.objects.get(pk=postmortem.document_id)
    typists = [(Typist().reads(document), user.pk) for user in (cast.alice, cast.erin)]
    for step in range(500):
        (typist, user), (other, _) = chance.sample(typists, 2)
        text = typist.text(KEY)
        start = text.index("pool ran dry")
        end = start + len("pool ran dry at noon 😀")
        at = chance.choice([chance.randint(0, start), chance.randint(end, len(text))])
        most = (start if at <= start else len(text)) - at
        update = typist.inserts(KEY, at, words(chance), min(most, chance.choice([0, 0, 1, 2, 9])))
        other.doc.apply_update(update)
        store.append(document.pk, [update], [user])
        if step % 25 == 24:
            assert catch_up(document.pk)
            assert words_of(thread) == "pool ran dry at noon 😀"
    assert store.texts(document.pk)[KEY] == typists[0][0].text(KEY)


def test_it_says_when_the_words_are_gone_and_finds_them_again(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    thread = on_words(postmortem, "The pool ran dry", by=cast.bob)
    rewrite(postmortem, KEY, "A release held connections.")
    thread.refresh_from_db()
    assert thread.words_are_gone
    assert thread.quote == "The pool ran dry"
    rewrite(postmortem, KEY, "In short: The pool ran dry. That was all.")
    assert words_of(thread) == "The pool ran dry"


def test_a_part_of_the_words_is_enough(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    thread = on_words(postmortem, "The pool ran dry and requests queued", by=cast.bob)
    rewrite(postmortem, KEY, "A release held connections whenever a payment failed. The pool ran dry and stayed so.")
    assert words_of(thread).strip() == "The pool ran dry and"


def test_an_amendment_takes_the_threads_along(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.amend(postmortem, by=cast.bob, reason="A figure was wrong.")
    kept, gone = (on_words(postmortem, words, by=cast.alice) for words in ("The pool ran dry", "requests queued"))
    rewrite(postmortem, KEY, "Then The pool ran dry.")
    for thread in (kept, gone):
        workflow.resolve_thread(thread, by=cast.alice)
    workflow.publish(Postmortem.objects.get(pk=postmortem.pk), by=cast.bob, note="Shorter.")
    workflow.amend(Postmortem.objects.get(pk=postmortem.pk), by=cast.bob, reason="Another figure.")
    rewrite(postmortem, KEY, "Well, then The pool ran dry.")
    assert words_of(kept) == "The pool ran dry"
    gone.refresh_from_db()
    assert gone.words_are_gone and gone.quote == "requests queued"


def test_it_refuses_words_that_are_not_in_the_text(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    anchor = anchor_of(postmortem, "The pool ran dry")
    rewrite(postmortem, KEY, "Other words.")
    for wrong in (anchor, [[1, 2], [3, 4]], "x", [anchor_of(postmortem, "Other")[0]]):
        with pytest.raises(Refused, match="not in the text"):
            workflow.start_thread(postmortem, by=cast.bob, body="Why?", section=KEY, anchor=wrong)
    with pytest.raises(Refused, match="not in the text"):
        anchor = anchor_of(postmortem, "Other")
        workflow.start_thread(postmortem, by=cast.bob, body="Why?", section="lessons", anchor=anchor)
    with pytest.raises(Refused, match="not only the space"):
        anchor = anchor_of(postmortem, " ")
        workflow.start_thread(postmortem, by=cast.bob, body="Why?", section=KEY, anchor=anchor)
    assert not Thread.objects.exists()
