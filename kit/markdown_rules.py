"""What Markdown means here, and which HTML may come of it. This list is the only one the product trusts.

Imported by the worker process alone: the libraries weigh much, and hostile text must not reach them in a web process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast
from xml.etree.ElementTree import Element

import bleach
import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from pygments.token import STANDARD_TYPES

from kit.markdown_habits import Habits

SCHEMES = frozenset({"http", "https", "mailto"})
# fmt: off
TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul", "var",
})
# fmt: on
CLASSES: dict[str, set[str]] = {
    "div": {"highlight"},
    "li": {"task-list-item"},
    "span": {name for name in STANDARD_TYPES.values() if name} | {"mention"},
    "ul": {"task-list"},
}
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "loading", "width", "height"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
# Pictures of a write-up, and files of its incident: nothing else is ever loaded.
OWN_IMAGE = re.compile(
    r"(/attachments/(?!.*(?:\.\.|//))[\w.-][\w./-]*|/incidents/[\w-]{1,40}/attachments/\d{1,18}/file/\?show=1)"
    r"(?:#(\d{1,5})x(\d{1,5}))?"
)
VALUES = {"align": re.compile("left|right|center"), "start": re.compile(r"\d{1,6}")}
HEADING = re.compile("h[1-6]")
MENTION = r"(?<![\w@./-])@([A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}[A-Za-z0-9])?)(?![\w/@])"

Token = dict[str, Any]
Attributes = dict[tuple[str | None, str], str]


class Mentions(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        span = Element("span", {"class": "mention"})
        span.text = m.group(0)
        return span, m.start(0), m.end(0)


class Tidy:
    """Bleach's last filter: headings in their place, foreign pictures as links, tick boxes as characters.

    Works on what the sanitiser already let through, so it may only take away or rename.
    """

    def __init__(self, source: Any, level: int) -> None:
        self.source = source
        self.level = level

    def __iter__(self) -> Iterator[Token]:
        links = 0
        for token in self.source:
            name = token.get("name")
            if name == "a":
                links += {"StartTag": 1, "EndTag": -1}.get(token["type"], 0)
            if name == "img":
                yield from self._image(token, is_linked=links > 0)
            elif name == "input":
                if token["type"] != "EndTag" and token["data"].get((None, "type")) == "checkbox":
                    yield _text("☑" if (None, "checked") in token["data"] else "☐")
            else:
                if name and HEADING.fullmatch(name):
                    token["name"] = f"h{min(6, self.level + int(name[1]) - 1)}"
                if name and token["type"] in {"StartTag", "EmptyTag"}:
                    token["data"] = _attributes(name, token["data"])
                yield token

    def _image(self, token: Token, *, is_linked: bool) -> Iterator[Token]:
        data: Attributes = token["data"]
        source, alt = data.get((None, "src"), ""), data.get((None, "alt"), "")
        for name in ("width", "height"):
            data.pop((None, name), None)
        if own := OWN_IMAGE.fullmatch(source):
            data[None, "src"], data[None, "loading"] = own[1], "lazy"
            if own[2]:
                data[None, "width"], data[None, "height"] = own[2], own[3]
            yield token
        elif source.startswith(("http://", "https://")) and not is_linked:
            yield {**token, "type": "StartTag", "name": "a", "data": {(None, "href"): source}}
            yield _text(alt or source)
            yield {**token, "type": "EndTag", "name": "a", "data": {}}
        elif alt:
            yield _text(alt)


def _text(data: str) -> Token:
    return {"type": "Characters", "data": data}


def _attributes(name: str, data: Attributes) -> Attributes:
    kept = {}
    for key, value in data.items():
        if key[1] == "class":
            value = " ".join(word for word in value.split() if word in CLASSES.get(name, ()))
        elif key[1] in VALUES and not VALUES[key[1]].fullmatch(value):
            continue
        if value or key[1] != "class":
            kept[key] = value
    return kept


def _may_carry(tag: str, name: str, value: str) -> bool:
    if tag == "input":  # dropped by Tidy, which has to see what kind it was
        return name in {"type", "checked"}
    return name in ATTRIBUTES.get(tag, ()) or (name == "class" and tag in CLASSES)


def converter() -> Callable[[str, int], str]:
    """Turns Markdown and the level of its top heading into HTML. Slow to make, cheap to call, for one thread."""
    layout = markdown.Markdown(
        extensions=[
            "tables",
            "sane_lists",
            "pymdownx.superfences",
            "pymdownx.highlight",
            "pymdownx.tasklist",
            "pymdownx.tilde",
            "pymdownx.magiclink",
        ],
        extension_configs={"tables": {"use_align_attribute": True}, "pymdownx.tilde": {"subscript": False}},
    )
    layout.preprocessors.register(Habits(layout), "habits", 15)
    layout.inlinePatterns.register(Mentions(MENTION, layout), "mention", 70)
    cleaners = {
        level: bleach.Cleaner(
            tags=TAGS | {"input"},
            attributes=_may_carry,
            protocols=SCHEMES,
            filters=[cast(Any, partial(Tidy, level=level))],
        )
        for level in range(1, 7)
    }

    def convert(text: str, level: int) -> str:
        html = cleaners[level].clean(layout.reset().convert(text))
        # A second sanitiser with the same list: the two fail differently.
        return nh3.clean(
            html,
            tags=set(TAGS),
            attributes=ATTRIBUTES,
            allowed_classes=CLASSES,
            url_schemes=set(SCHEMES),
            link_rel="nofollow noopener",
        )

    return convert
