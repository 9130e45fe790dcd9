"""Reproaches that lie in how a sentence is put, and sentences that are put like them and mean none."""

import pytest

from postmortems.blameless import check

FOUND = [
    "Didn't anybody think of the second region?",
    "Why did the engineer not simply ask?",
    "Why did nobody bother to read it?",
    "What was the operator thinking?",
    "How could the reviewer miss that?",
    "Who thought that a shared key was enough?",
    "One would have expected an experienced administrator to know that.",
    "With a bit more attention the copy could have been saved.",
    "The cutover was sloppily planned.",
    "Rather than ask the owner, the analyst restarted it.",
    "Other teams manage to test their backups, only this one does not.",
    "It did not occur to the author to quote the path.",
    "Our least experienced engineer was on duty.",
    "The fault was Olga's.",
    "The developer knew the risks and merged it anyway.",
]
LEFT_ALONE = [
    "Why did nobody notice the alert?",
    "How could the probe miss that?",
    "How could we have known?",
    "Did the alert reach anyone?",
    "What did the operator see?",
    "Who was on call?",
    "We would expect the proxy to retry.",
    "With more memory the copy could have been finished.",
    "The cutover was carefully planned.",
    "Instead of a restart, the team chose a failover.",
    "Other teams manage to test their backups within a day.",
    "The engineers were not told of the change.",
    "The rule lets one person deploy without a review.",
    "Security was told at 10:05 and joined the call.",
]


@pytest.mark.parametrize("text", FOUND)
def test_it_finds(text: str) -> None:
    assert check(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_it_leaves_alone(text: str) -> None:
    assert not check(text)
