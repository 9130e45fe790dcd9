"""Sentences made from counts."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def lede(*, due: int, reviews: int, overdue: int, decisions: int = 0, risks: int = 0, is_team: bool = False) -> str:
    """The first sentence of home: what is due, waiting and overdue, or that nothing is."""
    parts = []
    if due:
        parts.append(f"{spelled(due)} {_plural(due, 'postmortem is', 'postmortems are')} due")
    if reviews:
        parts.append(f"{spelled(reviews)} {_plural(reviews, 'review is', 'reviews are')} waiting")
    if decisions:
        parts.append(f"{spelled(decisions)} {_plural(decisions, 'decision is', 'decisions are')} yours to make")
    if risks:
        parts.append(f"{spelled(risks)} accepted {_plural(risks, 'risk has', 'risks have')} run out")
    if overdue:
        whose = "of your teams’ actions" if is_team else "of your actions"
        parts.append(f"{spelled(overdue)} {whose} {_plural(overdue, 'is', 'are')} overdue")
    if not parts:
        return "Nothing is due, waiting or overdue."
    text = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return text[0].upper() + text[1:] + "."


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
