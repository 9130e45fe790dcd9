"""One action item in words: what, whose, until when, and whether it is done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from exchange.reading.dates import dates
from exchange.reading.plain import LINK, plain

MOST_TITLE = 200
HANDLE = re.compile(r"(?<![\w/.@])@([A-Za-z0-9][\w.-]{0,38}[\w])")
OWNER = re.compile(
    r"[\[(]?\b(?:owners?|assignees?|assigned(?: to)?|responsible|dri|lead|verantwortlich|zuständig|responsable)\b"
    r"\s*[:=]\s*(?P<who>[^\])\n;,|]{2,60}?)\s*(?:[\])]|$|[;,|\n]|\.\s|(?=\s+(?:due|by|eta|until|deadline|bis)\b))",
    re.IGNORECASE,
)
DUE = re.compile(
    r"\b(?:due(?: date)?|deadline|eta|target(?: date)?|by|until|before|no later than|complete[d]? by|bis(?: zum)?|"
    r"fällig(?: am)?|échéance|vence|frist)\b"
    r"\s*[:=]?\s*[<\[(]?",
    re.IGNORECASE,
)
DONE = re.compile(
    r"^\s*(?:[✅✔☑]|:white_check_mark:)|[\[(]\s*(?:done|completed?|fixed|resolved|closed|deployed|shipped|merged|"
    r"finished|erledigt)[^\])\n]{0,40}[\])]"
    r"|\b(?:status|state)\s*[:=]\s*(?:done|completed?|fixed|resolved|closed|erledigt)\b|^\s*\*{0,2}(?:done|completed|"
    r"fixed|erledigt)\*{0,2}\s*[:\-–—]"
    r"|[\s–—-]+(?:✅|done|completed|erledigt)[.!]?\s*$",
    re.IGNORECASE,
)
STRUCK = re.compile(r"^\s*~~.+~~\s*(?:\S{0,20})?$", re.DOTALL)
UNDERWAY = re.compile(
    r"[\[(]\s*(?:in[ -]progress|wip|started|ongoing|under way|in arbeit)\s*[\])]|\bstatus\s*[:=]\s*(?:in[ -]progress|"
    r"wip)",
    re.I,
)
TICKET = re.compile(r"(?<![\w/-])((?:[A-Z][A-Z0-9]{1,9}-\d{1,6})|#\d{2,7})(?![\w-])")
URL = re.compile(r"https?://[^\s<>()\[\]\"']+")
PRIORITY = re.compile(
    r"(?:^|[\[(]|\bpriority\s*[:=]\s*)\s*(p[0-4]|high|medium|low|critical|urgent|hoch|mittel|niedrig)\s*(?:[\])]|$|[:|"
    r",;]|priority\b)",
    re.I,
)
LEVELS = {
    **dict.fromkeys(("p0", "p1", "high", "critical", "urgent", "hoch"), "high"),
    **dict.fromkeys(("p2", "medium", "mittel"), "medium"),
    **dict.fromkeys(("p3", "p4", "low", "niedrig"), "low"),
}
LEAD = re.compile(r"^\s*\*\*(.+?)\*\*\s*[:.–—-]?\s*")
TAIL = re.compile(
    r"\s*(?:[\[(][^()\[\]]{0,200}(?:@|\b(?:due|owner|assignee|verantwortlich|eta|done|completed?)\b)[^()\[\]]{0,200}[\])]"
    r"|[–—-]\s*@[\w.-]+|[–—-]\s*(?:✅|done|completed))\s*$",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ\[(`*])")


@dataclass(frozen=True)
class Promise:
    """`text` is all of it in Markdown; `title` says it on one line. `owner` is as written, and may be several."""

    title: str
    text: str
    owner: str = ""
    due: date | None = None
    due_words: str = ""
    state: str = "todo"
    priority: str = ""
    ticket: str = ""
    ticket_url: str = ""
    group: str = ""

    def with_more(self, more: str) -> Promise:
        return replace(self, text="\n\n".join(filter(None, [self.text, more.strip()]))) if more.strip() else self


def promise(text: str, *, day_first: bool | None, group: str = "", box: str | None = None) -> Promise:
    words = plain(text)
    due, due_words = _due(words, day_first)
    label, url = ticket(text)
    return Promise(
        title=title(text),
        text=text.strip(),
        owner=owner(text),
        due=due,
        due_words=due_words,
        state=_state(text, words, box, group),
        priority=level(words),
        ticket=label,
        ticket_url=url,
        group=group,
    )


def title(text: str) -> str:
    """The bold words it begins with, else its first sentence, without marks, owner and date; cut where too long."""
    lead = LEAD.match(text)
    words = plain(lead[1]).rstrip(":. ") if lead and len(plain(lead[1])) > 8 else ""
    if not words:
        whole = plain(text)
        words = whole if len(whole) <= MOST_TITLE else SENTENCE.split(whole)[0]
        words = _bare(words)
    if len(words) <= MOST_TITLE:
        return words
    return words[: MOST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def _bare(words: str) -> str:
    """Without the owner, the date and the state that stand at its end; never without words."""
    bare = TAIL.sub("", words)
    if found := OWNER.search(bare):
        bare = bare[: found.start()]
    while (shorter := TAIL.sub("", bare).rstrip(" ,;:–—-([")) != bare:
        bare = shorter
    return bare if len(bare) > 8 else words


def owner(text: str) -> str:
    if found := OWNER.search(plain(text)):
        return re.sub(r"(?<=\w{3})\.$", "", found["who"].strip(" *_`"))
    handles = HANDLE.findall(re.sub(r"`[^`@\n]+`", "", text))
    return ", ".join(f"@{each}" for each in dict.fromkeys(handles[:3]))


def level(words: str) -> str:
    found = PRIORITY.search(words)
    return LEVELS.get(found[1].lower(), "") if found else ""


def _due(words: str, day_first: bool | None) -> tuple[date | None, str]:
    """A date behind a word that makes it a deadline. Words are kept where they name a day without a year."""
    for cue in DUE.finditer(words):
        for found in dates(words, day_first=day_first):
            if found.start == cue.end():
                return found.on(), found.written
    return None, ""


def _state(text: str, words: str, box: str | None, group: str) -> str:
    if box is not None and box.strip():
        return "in_progress" if box in "~/-" else "done"
    if (
        DONE.search(words)
        or STRUCK.match(text)
        or re.search(r"\((?:completed|done|erledigt)\)|^(?:completed|done)\b", group, re.I)
    ):
        return "done"
    return "in_progress" if UNDERWAY.search(words) else "todo"


def ticket(text: str) -> tuple[str, str]:
    for found in LINK.finditer(text):
        target = URL.search(found[0])
        if target and (label := TICKET.search(found[1])):
            return label[1][:40], target[0]
        if target and re.search(r"/(?:issues|pull|browse|merge_requests)/", target[0]):
            tail = target[0].rstrip("/").rsplit("/", 1)[1]
            return (f"#{tail}" if tail.isdigit() else tail)[:40], target[0]
    label = TICKET.search(plain(text))
    return (label[1][:40], "") if label else ("", "")
