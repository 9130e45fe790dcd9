"""What the mapping asks, in words."""

# Where in a message it stands.
PLACES = {
    "title": ("Title", ""),
    "state": ("State", "Firing, resolved and the like."),
    "time": ("Time", "ISO, or a number since 1970."),
    "key": ("Which alert", "The same for its beginning and its end."),
    "id": ("Which event", "The sender's own id, so that the same counts once."),
    "severity": ("Severity", ""),
    "service": ("Service", ""),
    "url": ("Link", ""),
    "text": ("Details", ""),
}
# What the sender calls a state.
STATES = {
    "words_firing": ("Words for firing", "Separated by commas, beside the usual ones."),
    "words_acknowledged": ("Words for acknowledged", ""),
    "words_resolved": ("Words for resolved", ""),
}
FIELD_WORDS = PLACES | STATES
