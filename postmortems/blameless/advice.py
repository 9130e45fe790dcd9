"""What each pattern says: why it matters, one question, other ways to write it."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    label: str
    why: str
    question: str
    ideas: tuple[str, ...]


ADVICE: dict[str, Advice] = {
    "lapse": Advice(
        "Somebody forgot or overlooked",
        "Attention runs out for everyone; a cause that ends at memory leaves nothing to change.",
        "What would have reminded or shown anyone in this place?",
        (
            "Name the step that relied on memory.",
            "Say what could be seen at that moment, and where.",
            "Say how often this step is done, and under what load.",
        ),
    ),
    "failed_to": Advice(
        "Somebody failed to",
        "“Failed to” measures people against what is known now; it hides what made the other way look right.",
        "What made what they did the sensible thing to do then?",
        (
            "Say what was done instead, and why it made sense.",
            "Name the step or check that did not exist.",
            "Say which information was missing.",
        ),
    ),
    "did_not": Advice(
        "Somebody did not check or notice",
        "What nobody looked at was not made visible; the sentence stops at the person before that.",
        "What would have shown this without anyone having to look?",
        (
            "Say where the signal was, and who could see it.",
            "Name the check that the process does not contain.",
            "Say what drew attention elsewhere.",
        ),
    ),
    "accident": Advice(
        "Somebody did it by accident",
        "A slip with a large effect is a property of the tool: the next person can slip too.",
        "What let one slip reach this far?",
        (
            "Say what the tool allowed, and what it asked first.",
            "Name the guard that was missing: confirmation, dry run, permission.",
            "Say how alike the right and the wrong thing look.",
        ),
    ),
    "wrong_object": Advice(
        "Somebody took the wrong one",
        "Right and wrong could be confused; that remains after the person has learned.",
        "How could anyone tell the right one from the wrong one at that moment?",
        (
            "Say how the two are told apart on the screen.",
            "Name what would have refused it.",
            "Say what made it look right.",
        ),
    ),
    "made_mistake": Advice(
        "Somebody's mistake",
        "A mistake is where the analysis starts: calling it one ends the questions.",
        "What made it easy to do, and what let it through?",
        (
            "Describe what was done and expected, without grading it.",
            "Name the review or test it passed.",
            "Say what made it look right at the time.",
        ),
    ),
    "counterfactual": Advice(
        "Somebody should have",
        "“Should have” describes an incident that did not happen; it explains nothing about the one that did.",
        "What did they know then, and what made their choice look right?",
        (
            "Say what was done, and the reason it made sense.",
            "Write what the process did not ask for.",
            "Turn it into an action item.",
        ),
    ),
    "hidden_agent": Advice(
        "Should have been, by somebody unnamed",
        "The passive hides a person but still blames one; the reason it did not happen is what helps.",
        "Why was it not, and what would have made it certain?",
        (
            "Say what the step looks like today.",
            "Name the check that would do it every time.",
            "Turn it into an action item.",
        ),
    ),
    "human_error": Advice(
        "“Human error”",
        "It is a label, not a cause: every system is used by people who make errors.",
        "What made the error easy, and what made its effect large?",
        (
            "Describe what was done and what was expected to happen.",
            "Name the guard that was missing.",
            "Say what the screen or the runbook showed.",
        ),
    ),
    "judgement": Advice(
        "A judgement of somebody",
        "It tells what somebody is like, which nobody can change here, and makes the next account less open.",
        "What in the situation would have led others to do the same?",
        (
            "Describe the conditions: hour, load, tools, interruptions.",
            "Say what was known at the time.",
            "Leave the judgement out: does the explanation lose anything?",
        ),
    ),
    "conduct": Advice(
        "What somebody did, held against them",
        "How somebody behaved explains little: in the same place, with the same signals, others do the same.",
        "What made this look reasonable then, or left nothing else to do?",
        (
            "Say what could be seen at that moment, and what could not.",
            "Say what was done, without the word that grades it.",
            "Name the pressure, rule or tool that led there.",
        ),
    ),
    "person_as_cause": Advice(
        "A person as the cause",
        "If a person is the cause, the remedy is another person; the system stays as it was.",
        "What allowed one person's action to have this effect?",
        (
            "Name the change, command or event instead of who did it.",
            "Say which guard let it through.",
            "Ask why once more.",
        ),
    ),
    "admonition": Advice(
        "Asking people to be careful",
        "Care is not a control: it is gone when people are tired, new or in a hurry.",
        "What would make the careful way the easy way?",
        (
            "Replace it with a check that runs by itself.",
            "Change the tool so that the slip is impossible or harmless.",
            "Say what done would look like.",
        ),
    ),
}
