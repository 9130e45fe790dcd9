from django import template
from django.utils.dateformat import format as in_words

from accounts.models import User
from overview.digest import Digest, Month

register = template.Library()


@register.simple_tag
def digest_of(month: str, reader: User) -> Digest:
    return Digest(reader, Month.named(month))


@register.filter
def month_name(month: Month | str) -> str:
    """ "October 2026"."""
    found = Month.named(month) if isinstance(month, str) else month
    return in_words(found.first_day, "F Y")
