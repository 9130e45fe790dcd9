"""The templates that come with Debrief, in the order they are offered."""

from postmortems.supplied.categories import CATEGORIES, supplied_name
from postmortems.supplied.light import LIGHT
from postmortems.supplied.near_miss import NEAR_MISS
from postmortems.supplied.security import SECURITY
from postmortems.supplied.shape import SUMMARY, WENT_WELL, Supplied, SuppliedSection
from postmortems.supplied.standard import STANDARD

TEMPLATES: tuple[Supplied, ...] = (STANDARD, LIGHT, NEAR_MISS, SECURITY)

__all__ = ["CATEGORIES", "SUMMARY", "TEMPLATES", "WENT_WELL", "Supplied", "SuppliedSection", "supplied_name"]
