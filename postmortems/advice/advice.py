from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """What reviewers would ask about, though no gate does. `title` says what was found, without a full stop.

    `why` says why it matters. `places` quotes what it is about. `section` is the key of the section to go to; empty
    when it is about the write-up as a whole. `alarms`: something there is wrong, so that its section is not ready.
    """

    key: str
    section: str
    title: str
    why: str
    places: tuple[str, ...] = ()
    alarms: bool = False
