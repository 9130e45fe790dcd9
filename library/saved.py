"""Whether somebody keeps the search that is shown."""

from __future__ import annotations

from accounts.models import User
from kit.compiled import Compiled
from library.models import SavedSearch

KEPT = Compiled(
    lambda pk, address: SavedSearch.objects.visible_to(User(pk=pk)).filter(address=address)[:1],
    -1_234_567,
    "stand-in for an address",
)


def kept_as(user: User, addresses: list[str]) -> SavedSearch | None:
    """The one of this very search, however its address may have been written; by name the first of them."""
    for address in addresses if user.is_active else []:
        found: list[SavedSearch] = KEPT.instances(user.pk, address)
        if found:
            return found[0]
    return None
