"""A write-up of 20 sections and 10,000 words with 200 comments."""

from typing import Any

import pytest

from live import anchors, crdt, store
from postmortems import workflow
from postmortems.models import Comment, Postmortem, Section, Thread
from tests.builders.reviews import a_draft
from tests.cast import Cast, signed_in

SECTIONS, WORDS, THREADS = 20, 500, 100
SENTENCE = "The pool of connections ran dry after the release at noon. "


@pytest.fixture
def discussed(cast: Cast) -> Postmortem:
    postmortem = a_draft(cast)
    have = postmortem.sections.count()
    Section.objects.bulk_create(
        Section(postmortem=postmortem, key=f"more_{n}", title=f"More {n}", required=False, order=100 + n)
        for n in range(SECTIONS - have)
    )
    prose = list(postmortem.sections.filter(prose=True).exclude(key="summary"))
    each = SECTIONS * WORDS // len(prose) // len(SENTENCE.split())
    for number, section in enumerate(prose):
        paragraphs = [f"{SENTENCE * 5}\n\n" for _ in range(each // 5)]
        store.write(postmortem.document_id, section.key, f"Section {number}. " + "".join(paragraphs).strip())
    postmortem = workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    assert sum(len(body.split()) for body in postmortem.sections.values_list("body", flat=True)) > 9_500
    _discuss(cast, postmortem, [section.key for section in prose])
    return postmortem


def _discuss(cast: Cast, postmortem: Postmortem, keys: list[str]) -> None:
    whole = store.load(postmortem.document_id)[0].get_update()
    named = {key: anchors.name(crdt.build([whole]), key, 0, 9).data for key in keys}
    threads = Thread.objects.bulk_create(
        Thread(
            postmortem=postmortem,
            section=key,
            document_id=postmortem.document_id,
            anchor=named[key],
            start=0,
            end=9,
            quote="Section 1",
            started_by=cast.alice,
        )
        for n in range(THREADS)
        for key in [keys[n % len(keys)]]
    )
    Comment.objects.bulk_create(
        Comment(thread=thread, postmortem=postmortem, by=user, body=f"Why did @{user.handle} see that so late? " * 3)
        for thread in threads
        for user in (cast.alice, cast.erin)
    )


@pytest.mark.parametrize("path", ["review/", "edit/", "comments/"])
def test_it_opens_with_few_queries(
    cast: Cast, discussed: Postmortem, path: str, django_assert_max_num_queries: Any
) -> None:
    client, address = signed_in(cast.alice), f"/postmortems/{discussed.reference}/{path}"
    client.get(address)
    with django_assert_max_num_queries(15 if path == "review/" else 12):
        page = client.get(address)
    assert page.content.count(b'class="comment-body"') == 2 * THREADS
