from typing import Any

from django import template
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User

register = template.Library()


@register.simple_tag
def demo_sign_ins() -> list[Any]:
    """The demo's people who can sign in here now: (email, handle, password, shows); nobody outside development.

    The list belongs to the composition root, which names it in the settings.
    """
    if settings.ENVIRONMENT != "development" or not settings.DEMO_SIGN_INS:
        return []
    try:
        listed = import_string(settings.DEMO_SIGN_INS)
    except ImportError:
        return []
    here = set(User.objects.active().filter(email__in=[one.email for one in listed]).values_list("email", flat=True))
    return [one for one in listed if one.email in here]
