"""What the blocks offer to begin with: layers that most incidents pass, and questions worth asking of most of them."""

LAYERS = ("Review", "Testing", "Deployment", "Monitoring", "Response")

QUESTIONS = (
    "What would have shown this a day before customers noticed?",
    "How would this have gone at three in the morning on a holiday?",
    "What if the people who knew this part had been out of reach?",
    "How much worse would it have been with twice the traffic?",
    "Where else could the same thing happen next week?",
    "What if the first fix had made it worse?",
)


def unasked(asked: list[str]) -> list[str]:
    """The questions that nobody has put yet."""
    known = {question.strip().casefold() for question in asked}
    return [question for question in QUESTIONS if question.casefold() not in known]
