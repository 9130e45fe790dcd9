"""A suggestion takes the place of part of its sentence and must read as English there."""

import pytest

from postmortems.blameless import check


def reframed(text: str) -> str:
    [hint, *_] = check(text)
    if hint.reframing is None:
        return ""
    return text[: hint.reframing.start] + hint.reframing.text + text[hint.reframing.end :]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Tom forgot to renew the key.", "Nothing reminded anyone to renew the key."),
        ("On Monday the admin forgot to renew it.", "On Monday nothing reminded anyone to renew it."),
        (
            "The engineer deployed the change and forgot to restart the workers.",
            "The engineer deployed the change and nothing reminded anyone to restart the workers.",
        ),
        ("The team overlooked the second queue.", "Nothing drew attention to the second queue."),
        ("We failed to test the restore.", "The process had no step to test the restore."),
        ("She did not notice that the disk was full.", "Nothing showed that the disk was full."),
        ("However, we did not verify the backups.", "However, the process had no step to verify the backups."),
        ("An admin accidentally deleted the table.", "It was possible to delete the table by accident."),
        ("Lena deleted the table by mistake.", "It was possible to delete the table by accident."),
        ("The admin ran it on the wrong host.", "It was possible to run it on the wrong host."),
        ("A maintainer made a typo in the chart.", "Nothing in the system caught a typo in the chart."),
        ("The developer should have tested the index.", "The process had no step to test the index."),
        ("We should not have merged it.", "Nothing kept anyone from merging it."),
        ("This should have been spotted in staging.", "This was not spotted in staging."),
        ("The changes should have been reviewed.", "The changes were not reviewed."),
        ("The flags should never have been merged.", "The flags were merged."),
    ],
)
def test_it_is_built_from_the_sentence(text: str, better: str) -> None:
    assert reframed(text) == better


@pytest.mark.parametrize(
    "text", ["The cause was human error.", "The engineer was careless.", "I forgot to push my branch."]
)
def test_it_offers_none_where_it_would_be_poor(text: str) -> None:
    assert reframed(text) == ""


def test_what_it_suggests_needs_no_hint() -> None:
    for text in ("Tom forgot to renew the key.", "We failed to test it.", "This should have been spotted in staging."):
        assert check(reframed(text)) == []
