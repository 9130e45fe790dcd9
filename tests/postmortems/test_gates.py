import json
import os
import time
from pathlib import Path

import pytest

from actions.wording import is_vague_action
from postmortems.gates import person_as_cause

CORPUS = Path(os.environ.get("DEBRIEF_CORPUS", Path(__file__).parents[3] / "shared" / "data"))


@pytest.mark.parametrize(
    "text",
    [
        "Human error.",
        "It was simply operator error",
        "A **user error** during the rollout.",
        "Carelessness during the night shift.",
        "The engineer forgot to lift the limit.",
        "An on-call engineer didn’t check the dashboard.",
        "@dba1 dropped the wrong table",
        "The migration ran twice, and the developer had not noticed.",
        "Someone pushed straight to the main branch.",
        "One of the developers accidentally deleted the bucket.",
        "The index was dropped by an administrator.",
        "The release manager should have waited.",
        "I mistyped the host name.",
        "She was tired.",
        "The reviewer overlooked it because he was distracted.",
    ],
)
def test_it_sees_a_person_as_the_cause(text: str) -> None:
    assert person_as_cause(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The pool had no limit per client.",
        "The health check failed to notice a full pool.",
        "The deploy script did not check the target environment.",
        "Nothing stops a deploy while a migration holds a lock.",
        "The runbook was out of date, so its third step restarted the wrong service.",
        "An engineer can delete the production bucket with one command.",
        "The engineer skipped the checklist because it takes forty minutes and blocks the release.",
        "Nobody is told when the certificate is about to expire.",
        "This was not human error: both consoles look the same.",
        "Calling it human error would hide that both consoles look the same.",
        "“Human error” is never where we stop.",
        "The user error rate had no alert.",
        "Users saw an error page.",
        "The on-call rotation had one person in it.",
        "The alert was missed by the routing rules.",
        "The engineers had no way to see the queue.",
        "There should be an alert on pool usage.",
    ],
)
def test_it_leaves_a_cause_in_the_system_alone(text: str) -> None:
    assert not person_as_cause(text)


def test_it_raises_no_false_alarm_on_real_write_ups() -> None:
    path = CORPUS / "language" / "blame.jsonl"
    if not path.is_file():
        pytest.skip("The corpus of real-world sentences is absent. DEBRIEF_CORPUS names its folder.")
    sentences = [json.loads(line) for line in path.read_text().split("\n") if line]
    clear = [
        sentence["text"] for sentence in sentences if sentence["label"] == "neutral" and not sentence["borderline"]
    ]
    assert len(clear) > 50
    assert [text for text in clear if person_as_cause(text)] == []


@pytest.mark.parametrize(
    "title",
    [
        "Improve monitoring",
        "improve our alerting and documentation.",
        "Better test coverage",
        "Documentation",
        "Be more careful with migrations",
        "Pay more attention to alerts",
        "Monitor the pool more closely",
        "Communicate better",
        "Make sure this never happens again",
        "Look into it",
        "Fix the bug",
        "Review processes",
    ],
)
def test_it_sees_an_action_nobody_can_finish(title: str) -> None:
    assert is_vague_action(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Alert when pool usage stays above 80% for 5 minutes",
        "Improve monitoring: graph pool usage per client",
        "Return connections to the pool when a request times out",
        "Document how to drain the pool in the payments runbook",
        "Review every migration that takes a table lock",
        "Investigate why the replica lagged by 40 minutes",
        "Test the restore of the orders database every quarter",
        "Fix the connection leak in the payment worker",
        "Make sure that deploys stop while a migration runs",
        "Check the certificate's expiry every day",
        "Test with three replicas or more",
        "There should be an alert on pool usage",
    ],
)
def test_it_leaves_a_plain_action_alone(title: str) -> None:
    assert not is_vague_action(title)


@pytest.mark.parametrize(
    "piece", ["engineer ", "@a-", "simply ", "because he forgot ", "not ", "human error is not ", "monitoring and "]
)
def test_it_judges_a_hostile_text_at_once(piece: str) -> None:
    began = time.process_time()
    person_as_cause(piece * 5_000)
    person_as_cause("the engineer " + piece * 5_000)
    is_vague_action(piece * 5_000)
    assert time.process_time() - began < 0.2
