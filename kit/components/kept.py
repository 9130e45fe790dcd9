"""`{% kept key … %}…{% endkept %}`: what stands on every page is rendered once for each key and process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString

MOST = 2_000


class KeptNode(Node):
    """The key must hold everything that the inside shows; an empty one keeps nothing. No CSRF token may be inside."""

    def __init__(self, nodelist: NodeList, key: FilterExpression) -> None:
        self.nodelist, self.key = nodelist, key
        self.remembered = lru_cache(maxsize=MOST)(Slot)

    def render(self, context: Context) -> SafeString:
        key = self.key.resolve(context, ignore_failures=True)
        slot = self.remembered(key) if key else Slot(key)
        if slot.html is None:
            slot.html = self.nodelist.render(context)
        return slot.html


class Slot:
    def __init__(self, key: Any) -> None:
        self.html: SafeString | None = None


def kept(parser: Parser, token: Token) -> KeptNode:
    _, key = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, parser.compile_filter(key))
