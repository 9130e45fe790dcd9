import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import User
from activity.models import Activity
from kit.errors import Refused, Stale
from postmortems import workflow
from postmortems.models import Postmortem, SectionConflict
from postmortems.models.postmortem import SECTION_LIMIT
from tests.builders.postmortems import a_draft, section, write
from tests.cast import Cast


def save(postmortem: Postmortem, by: User, body: str, base: str = "", key: str = "what_happened") -> None:
    workflow.save_section(postmortem, by=by, key=key, body=body, base=base)


def test_it_saves_and_counts_the_version(cast: Cast) -> None:
    postmortem = a_draft(cast)
    saved = write(postmortem, "what_happened", "A line.\r\nAnother.", by=cast.bob)
    assert (saved.body, saved.version, saved.changed_by) == ("A line.\nAnother.", 2, cast.bob)


def test_it_keeps_both_texts_when_two_people_change_the_same_words(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(postmortem, cast.alice, "Alice's words.")
    with pytest.raises(Stale) as stale:
        save(postmortem, cast.bob, "Bob's words.")
    conflict = stale.value.current
    assert isinstance(conflict, SectionConflict)
    assert (conflict.body, conflict.by) == ("Bob's words.", cast.bob)
    assert section(postmortem).body == "Alice's words."
    assert "@alice" in str(stale.value)


def test_it_sets_the_same_text_aside_once(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(postmortem, cast.alice, "Alice's words.")
    for _ in range(2):
        with pytest.raises(Stale):
            save(postmortem, cast.bob, "Bob's words.")
    assert SectionConflict.objects.count() == 1


def test_it_takes_the_text_that_is_there_already_from_anybody(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(postmortem, cast.alice, "The same words.")
    save(postmortem, cast.bob, "The same words.")
    assert section(postmortem).version == 2


def test_people_in_different_sections_never_conflict(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(postmortem, cast.alice, "One.")
    save(postmortem, cast.bob, "Two.", key="resolution")
    assert not SectionConflict.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_loses_neither_text_when_two_saves_race(cast: Cast) -> None:
    postmortem, begin, outcomes = a_draft(cast), threading.Barrier(2), []

    def write_down(by: User, body: str) -> None:
        begin.wait()
        try:
            save(postmortem, by, body)
            outcomes.append("saved")
        except Stale:
            outcomes.append("set aside")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write_down, args=(cast.alice, "Alice's words.")),
        threading.Thread(target=write_down, args=(cast.bob, "Bob's words.")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "set aside"]
    assert {section(postmortem).body, SectionConflict.objects.get().body} == {"Alice's words.", "Bob's words."}


def a_conflict(cast: Cast) -> SectionConflict:
    postmortem = a_draft(cast)
    save(postmortem, cast.alice, "Alice's words.")
    with pytest.raises(Stale):
        save(postmortem, cast.bob, "Bob's words.")
    return SectionConflict.objects.get()


def test_keeping_the_saved_text_leaves_the_other_readable(cast: Cast) -> None:
    conflict = a_conflict(cast)
    saved = workflow.settle_conflict(conflict, by=cast.bob)
    conflict.refresh_from_db()
    assert (saved.body, conflict.body) == ("Alice's words.", "Bob's words.")
    assert conflict.settled_at is not None


def test_writing_over_the_saved_text_sets_that_one_aside(cast: Cast) -> None:
    conflict = a_conflict(cast)
    saved = workflow.settle_conflict(conflict, by=cast.bob, body="Bob's words.", base="Alice's words.")
    assert saved.body == "Bob's words."
    kept = SectionConflict.objects.filter(settled_at__isnull=False)
    assert {(each.by.handle, each.body) for each in kept} == {("alice", "Alice's words."), ("bob", "Bob's words.")}


def test_a_merge_that_meets_a_newer_text_is_kept_beside_it(cast: Cast) -> None:
    conflict = a_conflict(cast)
    save(conflict.postmortem, cast.alice, "Alice wrote on.", "Alice's words.")
    with pytest.raises(Stale):
        workflow.settle_conflict(conflict, by=cast.bob, body="Both, merged.", base="Alice's words.")
    assert section(conflict.postmortem).body == "Alice wrote on."
    waiting = SectionConflict.objects.filter(settled_at__isnull=True)
    assert {each.body for each in waiting} == {"Bob's words.", "Both, merged."}


def test_a_conflict_is_settled_once(cast: Cast) -> None:
    conflict = a_conflict(cast)
    workflow.settle_conflict(conflict, by=cast.bob)
    with pytest.raises(Refused):
        workflow.settle_conflict(conflict, by=cast.alice, body="Later.", base="Alice's words.")


def test_it_refuses_a_text_that_is_too_large_and_names_the_limit(cast: Cast) -> None:
    with pytest.raises(Refused, match="100,000"):
        save(a_draft(cast), cast.alice, "x" * (SECTION_LIMIT + 1))


def test_it_refuses_once_published(cast: Cast) -> None:
    postmortem = a_draft(cast)
    Postmortem.objects.filter(pk=postmortem.pk).update(state="in_review")
    save(postmortem, cast.alice, "Still open.")
    revision = postmortem.revisions.create(number=1, reason="published", content={}, content_hash="x", by=cast.alice)
    Postmortem.objects.filter(pk=postmortem.pk).update(
        state="published", revision=revision, published_at=postmortem.started_at
    )
    with pytest.raises(Refused, match="locked"):
        save(postmortem, cast.alice, "Too late.", "Still open.")


def test_it_is_refused_to_somebody_who_only_reads(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        save(a_draft(cast), cast.carol, "Words.")


def test_a_spell_of_writing_is_recorded_once(cast: Cast) -> None:
    postmortem = a_draft(cast)
    for words in ("One.", "One. Two.", "One. Two. Three."):
        write(postmortem, "what_happened", words, by=cast.alice)
    assert Activity.objects.about(postmortem).filter(verb="section.written").count() == 1


def test_a_save_that_is_sent_again_after_others_wrote_on_is_put_in_once(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(postmortem, cast.alice, "It broke at ten.")
    for _ in range(2):
        save(postmortem, cast.bob, "It broke at ten. It was restored.", "It broke at ten.")
        written = section(postmortem).body
        save(postmortem, cast.erin, written.replace("broke", "stopped"), written)
    assert section(postmortem).body == "It stopped at ten. It was restored."


def test_a_save_that_got_no_answer_may_be_sent_again_with_more(cast: Cast) -> None:
    postmortem = a_draft(cast)
    save(postmortem, cast.alice, "It broke.")
    save(postmortem, cast.bob, "It broke.\nBob, one.", "It broke.")
    save(postmortem, cast.erin, "It broke.\nErin, one.", "It broke.")
    save(postmortem, cast.bob, "It broke.\nBob, one.\nBob, two.", "It broke.")
    lines = section(postmortem).body.split("\n")
    assert sorted(lines) == sorted({"It broke.", "Bob, one.", "Bob, two.", "Erin, one."})
    assert lines.index("Bob, one.") < lines.index("Bob, two.")
