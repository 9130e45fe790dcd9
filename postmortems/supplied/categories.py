"""The four categories of contributing factors that every organisation begins with."""

# Key → name and what to look for.
CATEGORIES = {
    "people": ("People", "Load, handovers, knowledge that only a few have."),
    "process": ("Process", "Reviews, runbooks, change rules that did not fit."),
    "technology": ("Technology", "Code, configuration, limits, missing alerts."),
    "environment": ("Environment", "Traffic, season, suppliers, deadlines."),
}


def supplied_name(key: str) -> str:
    """What a category is called unless somebody renamed it; a key of the organisation's own as words."""
    return CATEGORIES[key][0] if key in CATEGORIES else key.replace("-", " ").capitalize()
