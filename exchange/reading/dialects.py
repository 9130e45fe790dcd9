"""Headings and tables of wikis, as Markdown writes them. Words are never changed, only the marks around them."""

from __future__ import annotations

import re

from exchange.reading.html_tables import as_pipes
from exchange.reading.meaning import is_sure

JIRA_HEADING = re.compile(r"^[ \t]*h([1-6])\.[ \t]+(.+?)[ \t]*$", re.MULTILINE)
WIKI_HEADING = re.compile(r"^(={1,6})[ \t]*([^=\n][^\n]{0,200}?)[ \t]*\1[ \t]*$", re.MULTILINE)
HASHES = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
LEAST_ORG = 2
BALLOT = re.compile(r"^([ \t]*)(?:[-*+][ \t]+)?([☐□⬜🔲☑☒🗹])[ \t]+(?=\S)", re.MULTILINE)
NUMBERED_BY_HASH = re.compile(r"^#\.[ \t]+(?=\S)", re.MULTILINE)
# A term on a line of its own, and below it what it means: as pandoc writes lists of definitions.
DEFINED = re.compile(
    r"^(?![ \t]*(?:[-*+|>#:]|\d+[.)]))(\S[^\n]{0,80})\n{1,2}:[ \t]{1,4}(\S[^\n]*(?:\n[ \t]+\S[^\n]*)*)(?:\n(?=\n))?",
    re.MULTILINE,
)
ORG_LINE = re.compile(r"^\*{1,2}[ \t]+(\S[^\n]{0,100})$", re.MULTILINE)
ORG_HEADING = re.compile(r"^(\*{1,6})[ \t]+(?=\S)", re.MULTILINE)
HTML_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]{0,200})?>(.{0,300}?)</h\1>", re.IGNORECASE | re.DOTALL)
ADOC_HEADING = re.compile(r"^(={1,6})[ \t]+(\S[^\n]*?)[ \t]*$", re.MULTILINE)
ADOC_ITEM = re.compile(r"^\.{1,3}[ \t]+(?=\S)", re.MULTILINE)
WIKI_BOLD = re.compile(r"'''([^'\n]+)'''")
JIRA_ROW = re.compile(r"^[ \t]*\|\|(.+?)\|\|[ \t]*$", re.MULTILINE)
JIRA_BLOCK = re.compile(r"^\{(?:code|noformat)(?::[^}]*)?\}[ \t]*$", re.MULTILINE)
FENCE = re.compile(r"^ {0,3}(```+(?=[^`\n]*$)|~~~+).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


def as_markdown(text: str) -> str:
    """Only where a text is plainly written so; what stands in fences stays as it is."""
    pieces, at = [], 0
    for fence in FENCE.finditer(text):
        pieces += [_marked(text[at : fence.start()]), fence[0]]
        at = fence.end()
    return "".join([*pieces, _marked(text[at:])])


def _marked(text: str) -> str:
    text = BALLOT.sub(lambda found: f"{found[1]}- [{'x' if found[2] in '☑☒🗹' else ' '}] ", text)
    text = NUMBERED_BY_HASH.sub("1. ", text)
    text = DEFINED.sub(_defined, as_pipes(text))
    text = HTML_HEADING.sub(lambda found: f"\n\n{'#' * int(found[1])} {_plain(found[2])}\n\n", text)
    text = JIRA_HEADING.sub(lambda found: f"\n{'#' * int(found[1])} {found[2]}\n", text)
    text = WIKI_HEADING.sub(lambda found: f"\n{'#' * len(found[1])} {found[2]}\n", text)
    if len(ADOC_HEADING.findall(text)) > 1:
        text = ADOC_HEADING.sub(lambda found: f"\n{'#' * len(found[1])} {found[2]}\n", text)
        text = ADOC_ITEM.sub("1. ", text)
    if _is_org(text):
        text = ORG_HEADING.sub(lambda found: f"\n{'#' * min(len(found[1]) + 1, 6)} ", text)
    text = WIKI_BOLD.sub(r"**\1**", text)
    text = JIRA_ROW.sub(_header, text)
    return JIRA_BLOCK.sub("```", text)


def _is_org(text: str) -> bool:
    """Stars at the margin are headings where several of them say nothing but the name of a part."""
    if HASHES.search(text):
        return False
    lines = [line.strip() for line in ORG_LINE.findall(text)]
    return sum(1 for line in lines if len(line) < 60 and is_sure(line)) >= LEAST_ORG


def _defined(found: re.Match[str]) -> str:
    said = found[2].replace("\n", "\n  ")
    return f"- {found[1].rstrip(' :')}: {said}"


def _header(found: re.Match[str]) -> str:
    cells = [cell.strip() for cell in found[1].split("||")]
    return f"\n| {' | '.join(cells)} |\n|{'---|' * len(cells)}"


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())
