"""Tables written in HTML, as Markdown writes them: the marks go, every word stays."""

from __future__ import annotations

import re

ROW = re.compile(r"<tr\b[^<>]{0,300}>(.*?)(?=</tr>|<tr\b|\Z)", re.IGNORECASE | re.DOTALL)
CELL = re.compile(r"<(t[hd])\b[^<>]{0,300}>(.*?)(?=</t[hd]>|<t[hd]\b|\Z)", re.IGNORECASE | re.DOTALL)
CAPTION = re.compile(r"<caption\b[^<>]{0,300}>(.{0,500}?)</caption>", re.IGNORECASE | re.DOTALL)
LINK = re.compile(
    r"<a\b[^<>]{0,300}?href=[\"']?([^\"'<>\s]{1,1000})[\"']?[^<>]{0,300}>(.{0,500}?)</a>", re.IGNORECASE | re.DOTALL
)
BOLD = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
BREAK = re.compile(r"<(?:br\s*/?|/p|/li|/div)>", re.IGNORECASE)
OPENED = re.compile(
    r"</?(?:p|div|span|ul|ol|li|em|i|u|small|font|code|time|thead|tbody|tfoot)\b[^<>]{0,300}>", re.IGNORECASE
)


def as_pipes(text: str) -> str:
    """A table within a table, or one without rows, stays as it is."""
    lowered, pieces, at = text.lower(), [], 0
    while (start := lowered.find("<table", at)) >= 0:
        opened = lowered.find(">", start)
        closed = lowered.find("</table>", opened)
        if opened < 0 or closed < 0:
            break
        end = closed + len("</table>")
        pieces += [text[at:start], _piped(text[opened + 1 : closed]) or text[start:end]]
        at = end
    return "".join([*pieces, text[at:]])


def _piped(inner: str) -> str:
    rows = [[_cell(cell[2]) for cell in CELL.finditer(row[1])] for row in ROW.finditer(inner)]
    rows = [row for row in rows if row]
    if not rows or "<table" in inner.lower():
        return ""
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    if re.search(r"<th[\s>]|<thead", inner, re.IGNORECASE):
        lines.insert(1, f"|{'---|' * width}")
    caption = [f"{_cell(each[1])}\n" for each in CAPTION.finditer(inner)]
    return "\n".join(["\n", *caption, *lines, "\n"])


def _cell(inner: str) -> str:
    words = LINK.sub(r"[\2](\1)", inner)
    words = OPENED.sub(" ", BREAK.sub("<br>", BOLD.sub("**", words)))
    words = re.sub(r"(?:\s*<br>\s*)+$", "", words.strip())
    return " ".join(words.replace("|", "\\|").split())
