"""What people at Larkspur remember of their incidents, and what they said about it."""

from __future__ import annotations

# handle, time, beginning of the timeline's entry it goes with, saw, expected, did
PAYMENT = (
    (
        "tomas",
        (10, 33),
        "On-call engineer paged",
        "The pager, and an error rate that stood at 95 per cent as if somebody had drawn it with a ruler.",
        "A dependency outside of us, like the last two times.",
        "Opened the status page of the card network before our own logs.",
    ),
    (
        "dana",
        (10, 48),
        "Database team asked to join",
        "A database that was bored: hardly any load, all connections taken.",
        "Slow queries, since that is what we are usually called for.",
        "Looked for locks for a while, then asked who holds the connections.",
    ),
    (
        "amara",
        (10, 41),
        "Database team asked to join",
        "Two threads in the chat that talked about two different causes.",
        "",
        "Asked both to say what they had ruled out.",
    ),
    (
        "vera",
        (10, 36),
        "",
        "Four tickets within a minute, all about card payments.",
        "",
        "Held the standard answer back.",
    ),
)

QUESTION = "How would support have known that it was us?"
DECISION = "The pool gets its own graph on the first dashboard anybody opens."
PARKED = "Do campaigns need a freeze of releases?"

# The one that is to begin soon.
TAX = (
    (
        "ines",
        (0, 12),
        "The cart showed 19 per cent, the receipt 16.",
        "The same rate on both.",
        "Compared three orders.",
    ),
    ("dana", (0, 20), "The refresh job was green.", "Green to mean that it had read the new rates.", ""),
)
