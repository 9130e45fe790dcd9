"""`{% kept key … %}…{% endkept %}`: what stands on every page is rendered once for each key and process."""

from __future__ import annotations

from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString

from kit.memory import Memory

# Of each place, all keys together.
MOST_CHARACTERS = 8_000_000


class KeptNode(Node):
    """The key must hold everything that the inside shows; an empty one keeps nothing. No CSRF token may be inside."""

    def __init__(self, nodelist: NodeList, key: FilterExpression) -> None:
        self.nodelist, self.key = nodelist, key
        self.shown = Memory[SafeString](MOST_CHARACTERS, len)

    def render(self, context: Context) -> SafeString:
        key = self.key.resolve(context, ignore_failures=True)
        html = self.shown.get(key) if key else None
        if html is None:
            html = self.nodelist.render(context)
            if key:
                self.shown.put(key, html)
        return html


def kept(parser: Parser, token: Token) -> KeptNode:
    _, key = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, parser.compile_filter(key))
