"""What a verb raises when a rule of the product says no."""

from collections.abc import Sequence


class Refused(Exception):
    """A rule refuses this; `reasons` are complete sentences for the person, in order of importance.

    Answered with 409 by kit.middleware.refusals.
    """

    def __init__(self, reasons: str | Sequence[str]) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


class Stale(Refused):
    """The thing was changed by somebody else since this page was loaded; `current` is its present state."""

    def __init__(self, reasons: str | Sequence[str], current: object | None = None) -> None:
        super().__init__(reasons)
        self.current = current
