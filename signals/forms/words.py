"""What the mapping asks, in words."""

FIELD_WORDS = {
    "title": ("Title", ""),
    "state": ("State", "Firing, resolved and the like."),
    "time": ("Time", "ISO, or a number since 1970."),
    "key": ("Which alert", "The same for its beginning and its end."),
    "id": ("Which event", "The sender's own id, so that the same counts once."),
    "severity": ("Severity", ""),
    "service": ("Service", ""),
    "url": ("Link", ""),
    "text": ("Details", ""),
    "words_firing": ("Words for firing", "Separated by commas, beside the usual ones."),
    "words_acknowledged": ("Words for acknowledged", ""),
    "words_resolved": ("Words for resolved", ""),
}
