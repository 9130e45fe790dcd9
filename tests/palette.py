"""The command palette as somebody sees it who types: with what follows in an answer of its own."""

import re
from html import unescape

from django.urls import reverse

from accounts.models import User
from tests.cast import signed_in


def typed(user: User, words: str) -> str:
    client, htmx = signed_in(user), {"HX-Request": "true"}
    page = client.get(reverse("overview:jump"), {"q": words}, headers=htmx).content.decode()
    if follows := re.search(r'hx-get="([^"]+)"', page):
        page = page.replace(follows[0], "")
        page += client.get(unescape(follows[1]), headers=htmx).content.decode()
    return page
