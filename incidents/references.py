"""References as people say and type them: INC-42."""

import re

_REFERENCE = re.compile(r"INC-([1-9][0-9]{0,8})", re.IGNORECASE)


def number_of(reference: str) -> int | None:
    """42 for "INC-42" or "inc-42"; None for anything else."""
    found = _REFERENCE.fullmatch(reference.strip())
    return int(found[1]) if found else None
