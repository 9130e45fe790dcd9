"""Sentences written after the rules, against fitting them to their own examples."""

import pytest

from postmortems.blameless import check
from postmortems.blameless.sentences import sentences
from postmortems.blameless.source import blocks, masked

FOUND = [
    "The root cause is that a member of the infrastructure team pushed an untested config.",
    "Our on-call person was not able to cope and made things worse.",
    "The engineer assumed incorrectly that the node was drained.",
    "The operator pressed the wrong button.",
    "Because the developer did not run the tests, the bug reached production.",
    "Due to an engineer's oversight, backups had been off for a month.",
    "An inexperienced admin executed the script as root.",
    "The maintainer merged a broken pull request by accident.",
    "During the incident, Petra kept everyone waiting because she had forgotten her token.",
    "The person doing the deploy did not look at the graphs.",
    "The security team had failed to rotate the keys.",
    "One engineer thoughtlessly removed the guard.",
    "Our database admin, Rolf, deleted the index by mistake.",
    "My mistake was to trust the script.",
    "I should not have restarted it.",
    "I failed to notice the disk usage.",
    "I assumed wrongly that the backup had finished.",
    "It was stupid of us to do this on a Friday.",
    "If I had checked the logs, we would have seen it.",
    "We could have prevented this by testing the failover.",
    "We didn't test it properly.",
    "We misjudged the load.",
    "We underestimated how long the copy takes.",
    "We were negligent.",
    "Nobody on the team bothered to read the alert.",
    "The incident was handled badly by the support team.",
    "The whole thing was a rookie mistake.",
    "A manual error during the switchover caused the split.",
    "This was simply sloppy work.",
    "The failure of the operators to react in time made the outage longer.",
    "The new colleague had not been paying attention.",
    "Someone had mistakenly granted admin rights to everybody.",
    "The engineer had run the wrong playbook.",
    "This should not have been merged without approval.",
    "Someone must have deleted the record by accident.",
    "The person who wrote the script obviously did not test it.",
    "A human mistake during maintenance cut both links.",
    "The deployment was botched by the release engineer.",
    "The developers were unaware of the limit.",
    "The DBA typed DROP in the wrong window.",
]
LEFT_ALONE = [
    "The on-call engineer checked the graphs and saw nothing unusual.",
    "The deploy was started by an engineer at 10:02.",
    "The backup had been off for a month because the job was disabled by the upgrade.",
    "The admin script executed as root.",
    "The merge queue merged a broken pull request.",
    "The token had expired and the client did not refresh it.",
    "The person doing the deploy had no way to see the graphs.",
    "Key rotation had failed since March.",
    "The guard was removed in version 3.",
    "We restarted it at 11:40, which did not help.",
    "The backup had not finished.",
    "It would have been seen in the logs.",
    "The failover was not tested in the last year.",
    "The load was higher than expected.",
    "The copy takes longer than the window.",
    "The alert text does not say which host it is about.",
    "The support team handled the incident well.",
    "A manual step during the switchover is needed.",
    "The operators reacted in time.",
    "The playbook for the wrong cluster was easy to pick.",
    "The approval rule did not apply to bots.",
    "The record was deleted by the retention job.",
    "Anyone can delete a record by accident today.",
    "The script had no tests.",
    "The limit is not shown anywhere.",
    "The console does not show which window is production.",
    "The engineer followed the runbook, which named the wrong host.",
    "The engineer was right to stop the rollout.",
    "The release engineer stopped the deployment.",
    "Two links were cut during maintenance.",
    "We now test failover every month.",
    "We will make sure that the key cannot be forgotten.",
    "We are looking at why the check did not fail.",
    "The reviewers could not see the generated file.",
    "The reviewers approved the change, since the diff did not show the default.",
    "The developer had asked for a second review.",
    "The team learned a lot.",
    "Thanks to Rolf, who noticed it within a minute.",
    "The vendor's API failed to return an error.",
    "The vendor failed over to another site.",
    "People who had the page open had to reload it.",
    "Members of the team were on holiday.",
    "The manager process failed to restart its workers.",
    "The lead time for changes is too long.",
    "The author field was wrong.",
]


@pytest.mark.parametrize("text", FOUND)
def test_it_finds(text: str) -> None:
    assert check(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_it_leaves_alone(text: str) -> None:
    assert [hint.quote for hint in check(text)] == []


def split(text: str) -> list[str]:
    prose = masked(text)
    return [prose[found.start : found.end] for block in blocks(prose) for found in sentences(prose, block)]


def test_it_ends_sentences_where_readers_do() -> None:
    assert split("It broke at 10.30, e.g. in docs.example. Then v1.2.3 came.") == [
        "It broke at 10.30, e.g. in docs.example.",
        "Then v1.2.3 came.",
    ]
    assert split("Why? Nobody knows! Go on") == ["Why?", "Nobody knows!", "Go on"]
    assert split("One\nline.\n\n- two\n- three") == ["One\nline.", "two", "three"]
