from typing import Any

from django import template
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User

register = template.Library()


@register.simple_tag
def demo_sign_ins() -> list[dict[str, Any]]:
    """The demo's people who can sign in here now, each with email, handle, password and what they show.

    Nobody outside development. The list belongs to the composition root, which names it in the settings.
    """
    if settings.ENVIRONMENT != "development" or not settings.DEMO_SIGN_INS:
        return []
    listed = import_string(settings.DEMO_SIGN_INS)()
    handles = dict(User.objects.active().filter(email__in=[one[0] for one in listed]).values_list("email", "handle"))
    return [
        {"email": email, "handle": handles[email], "password": password, "shows": shows}
        for email, password, shows in listed
        if email in handles
    ]
