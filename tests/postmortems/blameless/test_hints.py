"""What a hint carries, and what an organisation adds."""

import pytest

from postmortems.blameless import Lists, check


def fingerprints(text: str) -> list[str]:
    return [hint.fingerprint for hint in check(text)]


def test_it_knows_a_sentence_again_wherever_it_stands() -> None:
    [kept] = fingerprints("The admin forgot to renew the key.")
    assert fingerprints("Some words before.\n\n- The **admin** forgot  to renew\n  the key.") == [kept]
    assert fingerprints("THE ADMIN FORGOT TO RENEW THE KEY.") == [kept]


def test_it_asks_again_when_the_sentence_changes_or_the_pattern() -> None:
    assert fingerprints("The admin forgot to renew the key.") != fingerprints("The admin forgot to renew the keys.")
    texts = ["Tom forgot to renew it and failed to say so.", "Tom failed to renew it and forgot to say so."]
    found = [fingerprint for text in texts for fingerprint in fingerprints(text)]
    assert len(found) == len(set(found)) == 4


def test_it_marks_each_words_once_and_in_order() -> None:
    text = "The admin forgot the flag. The tester accidentally deleted the wrong table and should have known better."
    hints = check(text)
    assert [hint.start for hint in hints] == sorted(hint.start for hint in hints)
    assert all(one.end <= two.start for one, two in zip(hints, hints[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("The gamekeeper failed to check the queue.", Lists(roles=frozenset({"gamekeeper"}))),
        ("Two gamekeepers failed to check the queue.", Lists(roles=frozenset({"gamekeeper"}))),
        ("Xiadani failed to check the queue.", Lists(people=frozenset({"xiadani"}))),
        ("The engineer was ham-fisted.", Lists(judgements=frozenset({"ham-fisted"}))),
    ],
)
def test_it_learns_words_of_the_organisation(text: str, lists: Lists) -> None:
    assert check(text) == []
    assert len(check(text, lists)) == 1


def test_it_leaves_alone_what_the_organisation_names() -> None:
    text = "The release manager forgot to tag it."
    assert len(check(text)) == 1
    assert check(text, Lists(leave_alone=frozenset({"release manager"}))) == []
    assert check(text, Lists(leave_alone=frozenset({"manager forgot"}))) == []
    assert len(check(text, Lists(leave_alone=frozenset({"manage"})))) == 1


def test_it_takes_a_capital_for_a_name_when_the_sentence_says_he_or_she() -> None:
    assert check("Quillon failed to check the disk.") == []
    assert len(check("Quillon failed to check the disk before she left.")) == 1
