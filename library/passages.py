"""What of a write-up can be quoted, and how much its words weigh. Pure: of frozen content and plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kit.markdown import plain
from postmortems.models.comment import DISCUSSION
from postmortems.reasons import category_name

# A quotation is a few lines; a longer paragraph is cut between sentences.
LONGEST = 400
# Two of them mark what was found.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Quote(NamedTuple):
    """`weight`: A (titles) to D, as PostgreSQL's text search has them."""

    label: str
    anchor: str
    text: str
    weight: str


def quotes(content: dict[str, Any], titles: list[str]) -> Iterator[Quote]:
    """In reading order, of what `postmortems.content.freeze` describes; `titles` differ from each other."""
    for title in titles:
        yield Quote("Title", "", title, "A")
    anchors = {section["block"]: section["key"] for section in content.get("sections", ()) if section["block"]}
    for section in content.get("sections", ()):
        for text in pieces(section["body"]):
            yield Quote(section["title"], section["key"], text, "B")
    yield from _rows(content, anchors)


def of_incident(title: str, summary: str, timeline: list[dict[str, Any]], actions: list[dict[str, Any]]) -> list[Quote]:
    """Of an incident without a write-up."""
    found = [Quote("Title", "", title, "A"), *(Quote("Summary", "", text, "B") for text in pieces(summary))]
    return [*found, *_rows({"timeline": timeline, "actions": actions}, {})]


def comments(said: list[dict[str, Any]]) -> list[Quote]:
    """What is said beside a draft, and about a published write-up."""
    return [_comment(row, text) for row in said for text in pieces(row["body"])]


def _comment(row: dict[str, Any], text: str) -> Quote:
    is_discussion = row["thread__at"] == DISCUSSION
    label, anchor = ("Discussion", "discussed") if is_discussion else ("Comment", "thread")
    return Quote(label, f"{anchor}-{row['thread_id']}", text, "D")


def _rows(content: dict[str, Any], anchors: dict[str, str]) -> Iterator[Quote]:
    for figure in content.get("impact", ()):
        yield from _quote("Impact", anchors.get("impact", ""), "C", figure["value"], figure["label"], figure["detail"])
    for place, why in enumerate(content.get("whys", ()), 1):
        label = f"Root cause, why {place}" if why["is_root"] else f"Why {place}"
        yield from _quote(label, anchors.get("whys", ""), "B", why["question"], why["answer"])
    for factor in content.get("factors", ()):
        label = f"Contributing factor, {category_name(factor).lower()}"
        yield from _quote(label, anchors.get("factors", ""), "B", factor["text"], factor["risk_reason"])
    for defence in content.get("defences", ()):
        yield from _quote(f"Defence, {defence['layer']}", anchors.get("defences", ""), "C", defence["detail"])
    for mitigator in content.get("mitigators", ()):
        anchor = anchors.get("defences", "")
        yield from _quote("What limited the damage", anchor, "C", mitigator["text"], mitigator["effect"])
    for whatif in content.get("whatifs", ()):
        yield from _quote("What if", anchors.get("whatifs", ""), "C", whatif["question"], whatif["answer"])
    for action in content.get("actions", ()):
        yield from _quote(
            "Action", anchors.get("actions", ""), "C", action["title"], action["done_when"], action["benefit"]
        )
    for entry in content.get("timeline", ()):
        anchor = anchors.get("timeline", "")
        yield from _quote("Timeline", anchor, "C", entry["text"], entry["who"])
        yield from _quote("Known at the time", anchor, "C", entry["known"])
        yield from _quote("Options then", anchor, "D", entry["options"])
        yield from _quote("Missing at the time", anchor, "D", entry["missing"])


def _quote(label: str, anchor: str, weight: str, *parts: str) -> Iterator[Quote]:
    joined = ". ".join(part.strip().rstrip(".") for part in parts if part and part.strip())
    for text in pieces(joined.replace("?. ", "? ").replace("!. ", "! ")):
        yield Quote(label, anchor, text, weight)


def pieces(text: str) -> Iterator[str]:
    """Paragraphs without their Markdown, long ones between sentences."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)", _CONTROLS.sub("", text)):
        words = " ".join(plain(paragraph).split())
        while len(words) > LONGEST:
            ends = [found.end() for found in _SENTENCE.finditer(words, 0, LONGEST)]
            cut = ends[-1] if ends else max(words.rfind(" ", 0, LONGEST), 0) or LONGEST
            yield words[:cut].strip()
            words = words[cut:].strip()
        if words:
            yield words
