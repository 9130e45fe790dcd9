"""What is typed into the document becomes the sections' texts, with everything that follows from a change."""

import threading

import pytest
from django.db import connection

from activity.models import Activity
from kit.errors import Refused
from live import store
from live.materialise import catch_up, materialise
from live.models import Document
from postmortems import content, workflow
from postmortems.models import Postmortem, Section
from tests.builders.postmortems import a_complete_draft, a_draft, section, write
from tests.builders.reviews import approve, approved, in_review, published, sent
from tests.builders.typing import typed
from tests.cast import Cast
from tests.live.typist import Typist


def again(postmortem: Postmortem) -> Postmortem:
    return Postmortem.objects.get(pk=postmortem.pk)


def test_it_keeps_what_was_typed_and_by_whom(cast: Cast) -> None:
    postmortem = a_draft(cast)
    typed(postmortem, "It broke. ", cast.bob.pk)
    typed(postmortem, "Nobody saw.", cast.erin.pk)
    assert section(postmortem).body == ""
    assert catch_up(postmortem.document_id)
    kept = section(postmortem)
    assert (kept.body, kept.changed_by, kept.version) == ("It broke. Nobody saw.", cast.erin, 2)


def test_it_brings_readiness_and_the_time_of_change_in_step(cast: Cast) -> None:
    postmortem = a_draft(cast)
    before = {each["key"]: each["state"] for each in postmortem.readiness}
    typed(postmortem, "It broke, because a pool ran dry. ", cast.bob.pk)
    catch_up(postmortem.document_id)
    after = again(postmortem)
    assert before["what_happened"] == "empty"
    assert {each["key"]: each["state"] for each in after.readiness}["what_happened"] != "empty"
    assert after.changed_at > postmortem.changed_at


def test_it_says_once_per_spell_who_wrote(cast: Cast) -> None:
    postmortem = a_draft(cast)
    for words in ("One. ", "Two. ", "Three. "):
        typed(postmortem, words, cast.bob.pk)
        catch_up(postmortem.document_id)
    said = Activity.objects.about(postmortem).filter(verb="section.written")
    assert [(each.actor, each.data["section"]) for each in said] == [(cast.bob, "what_happened")]


def test_approvals_lapse_when_somebody_types(cast: Cast) -> None:
    postmortem = approved(cast)
    typed(postmortem, " And more.", cast.bob.pk, "summary")
    catch_up(postmortem.document_id)
    assert again(postmortem).state == "in_review"


def test_a_write_up_is_sent_for_review_as_it_stands_at_that_moment(cast: Cast) -> None:
    postmortem = in_review(cast)
    typed(postmortem, " And a word more.", cast.bob.pk, "summary")
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])
    assert content.summary(sent(postmortem).content).endswith("And a word more.")


def test_it_is_not_approved_by_a_verdict_on_what_it_is_no_more(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    typed(postmortem, " Typed a moment ago.", cast.bob.pk, "summary")
    approve(postmortem, cast.erin)
    assert again(postmortem).state == "in_review"


def test_it_is_not_published_with_words_nobody_approved(cast: Cast) -> None:
    postmortem = approved(cast)
    typed(postmortem, " Typed a moment ago.", cast.bob.pk, "summary")
    with pytest.raises(Refused, match="has changed since revision"):
        workflow.publish(postmortem, by=cast.bob)


def test_nothing_is_typed_into_a_published_text(cast: Cast) -> None:
    postmortem = published(cast)
    with pytest.raises(store.Locked):
        typed(postmortem, "Too late.", cast.bob.pk, "summary")
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    with pytest.raises(store.Locked):
        typed(postmortem, "Into the old document.", cast.bob.pk, "summary")
    typed(again(postmortem), " Into the new one.", cast.bob.pk, "summary")
    postmortem = workflow.publish(postmortem, by=cast.bob, note="Corrected.")
    assert postmortem.summary.endswith(" Into the new one.")


def test_a_dropped_amendment_takes_no_more_words(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    typed(again(postmortem), " Better.", cast.bob.pk, "summary")
    postmortem = workflow.drop_amendment(again(postmortem), by=cast.bob)
    with pytest.raises(store.Locked):
        typed(postmortem, "Too late.", cast.bob.pk, "summary")
    revision = postmortem.revision
    assert revision is not None
    texts = {each["key"]: each["body"] for each in revision.content["sections"] if each["body"]}
    assert store.texts(postmortem.document_id) == texts
    assert content.summary(postmortem.revisions.first().content).endswith(" Better.")


def test_what_is_typed_during_a_restore_stays(cast: Cast) -> None:
    postmortem = in_review(cast)
    before = section(postmortem, "summary").body
    write(postmortem, "summary", "Other words. The end.", by=cast.alice)
    typist = Typist().reads(Document.objects.get(pk=postmortem.document_id))
    update = typist.types("summary", " Typed meanwhile.")
    workflow.restore_section(postmortem, by=cast.bob, revision=sent(postmortem), key="summary")
    assert section(postmortem, "summary").body == before
    store.append(postmortem.document_id, [update], [cast.erin.pk])
    catch_up(postmortem.document_id)
    assert "Typed meanwhile." in section(postmortem, "summary").body
    assert content.summary(postmortem.revisions.first().content) == "Other words. The end."


@pytest.mark.django_db(transaction=True)
def test_a_published_revision_has_exactly_what_the_log_has(cast: Cast) -> None:
    """Two people go on typing while it is published; whatever they were told is kept is in the revision."""
    postmortem = published(cast)
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    document = again(postmortem).document
    begin, is_under_way, kept = threading.Barrier(4), threading.Event(), []

    def types(by: int) -> None:
        typist = Typist().reads(document)
        begin.wait()
        try:
            for n in range(2_000):
                store.append(document.pk, [typist.types("summary", f" w{by}x{n}.")], [by])
                kept.append(f"w{by}x{n}.")
                if len(kept) > 40:
                    is_under_way.set()
        except store.Locked:
            pass
        finally:
            connection.close()

    def copies() -> None:
        begin.wait()
        try:
            while not Document.objects.get(pk=document.pk).locked:
                catch_up(document.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=types, args=(user.pk,)) for user in (cast.alice, cast.bob)]
    threads.append(threading.Thread(target=copies))
    for thread in threads:
        thread.start()
    begin.wait()
    assert is_under_way.wait(30)
    revision = workflow.publish(postmortem, by=cast.bob, note="Corrected.").revision
    for thread in threads:
        thread.join()
    assert revision is not None
    text = content.summary(revision.content)
    assert text == store.texts(document.pk)["summary"].strip() == section(postmortem, "summary").body.strip()
    assert all(word in text.split() for word in kept)
    assert len([word for word in text.split() if word.startswith("w") and "x" in word]) == len(kept)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_each_other_for_ever(cast: Cast) -> None:
    """Typing, copying, saving a form, changing a block and freezing take their locks in one order."""
    postmortem, failures = a_complete_draft(cast), []
    figure = postmortem.impact_figures.get()
    before, begin = section(postmortem, "resolution").body, threading.Barrier(5)

    def again_and_again(deed) -> None:  # type: ignore[no-untyped-def]
        begin.wait()
        try:
            for n in range(12):
                deed(n)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    deeds = [
        lambda n: typed(postmortem, f" word{n}", cast.bob.pk, "resolution"),
        lambda _: catch_up(postmortem.document_id),
        lambda n: write(postmortem, "what_happened", f"Said {n} times.", by=cast.alice),
        lambda n: workflow.edit_figure(figure, by=cast.bob, version=n + 1, value=str(n + 2)),
        lambda n: workflow.request_review(postmortem, by=cast.alice, reviewers=[(cast.bob, cast.erin)[n % 2]]),
    ]
    threads = [threading.Thread(target=again_and_again, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert not any(thread.is_alive() for thread in threads)
    materialise(postmortem.document_id)
    assert section(postmortem, "resolution").body == before + "".join(f" word{n}" for n in range(12))
    assert Section.objects.get(postmortem=postmortem, key="what_happened").body == "Said 11 times."
