"""Three-way merge, in the abstract."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from live.differences import changes
from live.merging import merged

texts = st.lists(st.sampled_from(["the ", "pool", "\n", "é", "🚑", " was", ".", "- item\n", "👩‍🚒"]), max_size=30).map(
    "".join
)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text", "clean"),
    [
        ("One. Two.", "One. Two. Three.", "Zero. One. Two.", "Zero. One. Two. Three.", True),
        ("- a\n", "- a\n- mine\n", "- a\n- theirs\n", "- a\n- theirs\n- mine\n", True),
        ("It broke at ten.", "It broke at twelve.", "It broke at eleven.", "It broke at eleven.", False),
        ("At ten. Nobody saw.", "At noon. Somebody saw.", "At one. Nobody saw.", "At one. Somebody saw.", False),
        ("Gone soon.", "Gone very soon.", "", "", False),
        ("", "Mine", "Theirs", "TheirsMine", True),
        ("It broke.", "It broke. Twice.", "It broke. At ten.", "It broke. At ten. Twice.", True),
        ("At ten.", "At tent.", "At often.", "At often.", False),
        ("Same", "Changed", "Changed", "Changed", True),
        ("a", "a\nb\nc", "a\nb", "a\nb\nc", True),
        ("a", "a\nb\nc", "a\nz\nb", "a\nz\nb\nc", True),
        ("a", "a\nb", "a\nb\nc", "a\nb\nc", True),
        ("a\n.", "a\nb\nc\n.", "a\nz\nb\n.", "a\nz\nb\nc\n.", True),
        ("At ten.", "At ten. I saw.", "At ten. I", "At ten. I saw.", True),
    ],
)
def test_it_puts_in_what_fits(base: str, mine: str, theirs: str, text: str, clean: bool) -> None:
    assert merged(base, mine, theirs) == (text, clean)


@settings(deadline=None)
@given(texts, texts)
def test_it_changes_nothing_that_nobody_changed(base: str, other: str) -> None:
    assert merged(base, other, base) == (other, True)
    assert merged(base, base, other) == (other, True)
    assert merged(base, other, other) == (other, True)


@settings(deadline=None)
@given(texts, texts)
def test_its_changes_lead_from_one_to_the_other(before: str, after: str) -> None:
    text = before
    for start, end, new in reversed(list(changes(before, after))):
        text = text[:start] + new + text[end:]
    assert text == after
