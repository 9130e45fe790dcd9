"""What a facilitator can say: questions for the room, and ways back from blame. In our own words."""

STATEMENT = (
    "We are here to understand, not to judge. Everyone did what made sense with what they knew then. "
    "If a person could trip over it, the system let them: that is what we change."
)

QUESTIONS: dict[str, tuple[str, ...]] = {
    "tone": (
        "What would make this hour worth your time?",
        "Who was part of it and is not in the room? How do we hear them?",
        "What do you already feel sure of, and what would change your mind?",
    ),
    "overview": (
        "Where does your memory differ from what stands here?",
        "When did you first feel that something was off, before any alert?",
        "What did you know at this moment, and what did you not know?",
        "Which of these entries surprised you when you read it?",
    ),
    "cause": (
        "What made this the sensible thing to do at the time?",
        "What in our way of delivering could have shown it before customers did?",
        "If somebody new stood there tomorrow, would the same happen?",
        "What had to be true at the same time for this to happen?",
        "Which other explanation fits the same facts?",
    ),
    "well": (
        "What stopped this from being worse?",
        "Which tool, habit or person's knowledge did we lean on? Is it written down?",
        "What went well by luck, and what by design?",
    ),
    "improve": (
        "Where did you have to search for something that should have been at hand?",
        "What slowed us down most between the alert and the fix?",
        "What did we work around that we have learned to live with?",
    ),
    "actions": (
        "How would we see that this is done?",
        "Would it have prevented this, shortened it, or only felt good?",
        "If we could do only one of these, which?",
        "Who can do this without asking anybody first?",
    ),
    "wrap_up": (
        "Does everybody say yes to their dates?",
        "What is still open, and who takes it with them?",
        "Who outside this room should read it?",
    ),
}

# (what one hears, what one can say)
REDIRECTIONS: tuple[tuple[str, str], ...] = (
    ("Somebody is blamed", "Let us turn it round: what let that step look right, and what would have caught it?"),
    (
        "Somebody blames themselves",
        "Thank you for being open. Anybody in that seat had the same screen: what did it show?",
    ),
    ("Somebody defends a decision", "Nobody is asking for a defence. What did you see then that we cannot see now?"),
    (
        "Two causes, no end",
        "Both may hold. Let us write down the second one as a hypothesis and say what would prove it.",
    ),
    ("An action is vague", "Imagine it is done: what would we see that we do not see today?"),
    ("It drifts", "This matters, but not for this incident. I park it, and somebody takes it with them."),
)


def question(key: str, n: int) -> str:
    asked = QUESTIONS[key]
    return asked[n % len(asked)]
