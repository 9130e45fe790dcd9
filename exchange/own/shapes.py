"""Which rows a write-up has, and how each of their fields is written into the cell of a table. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """`kind` says what a cell holds: text, flag, number, numbers, or an optional text that may be absent."""

    field: str
    label: str
    kind: str = "text"


def _columns(*said: str) -> tuple[Column, ...]:
    return tuple(Column(*(part.strip() for part in each.split("|"))) for each in said)


SHAPES: dict[str, tuple[Column, ...]] = {
    "impact": _columns("area|Area", "label|What", "value|How much", "detail|Detail", "certainty|Certainty"),
    "timeline": _columns(
        *("at|Time", "kind|Kind", "text|What happened", "who|Who", "told|Told", "milestone|Milestone"),
        *("starred|Key moment|flag", "certainty|Certainty", "source|Source", "evidence_label|Evidence"),
        *("evidence_url|Evidence address", "known|Known then", "options|Options", "missing|Missing then"),
    ),
    "quiet": _columns("start_at|Quiet from", "end_at|Until", "note|Note"),
    "whys": _columns(
        *("parent|Asks about|number", "question|Why", "answer|Because", "is_root|Root cause|flag"),
        *("evidence.label|Evidence|maybe", "evidence.url|Evidence address|maybe", "evidence.at|Evidence at|maybe"),
        "evidence.entry|Evidence entry|maybe",
    ),
    "factors": _columns(
        *("category|Category", "category_name|Category name|maybe", "text|Factor", "actions|Answered by|numbers"),
        *("risk_owner|Risk accepted by|none", "risk_reason|Because", "risk_until|Until|none"),
    ),
    "defences": _columns(
        *("layer|Layer", "purpose|Meant to stop", "outcome|Outcome", "detail|Detail", "closed_by|Closed by|number")
    ),
    "mitigators": _columns("text|What limited the damage", "effect|What it spared"),
    "whatifs": _columns("question|What if", "answer|Then"),
    "actions": _columns(
        *("number|Number|number", "title|Action", "owner|Owner|none", "due_on|Due|none", "priority|Priority"),
        *("state|State", "category|Category", "effort|Effort", "done_when|Done when", "benefit|Benefit"),
        *("gain|Gain", "ticket|Ticket", "ticket_url|Ticket address", "description|Description"),
        *("evidence|Evidence", "evidence_url|Evidence address", "rationale|Rationale"),
    ),
    "related": _columns("number|Incident|number", "kind|Relation", "reason|Reason"),
}
# Which rows a section shows below its text, by its block.
SHOWN = {
    "impact": ("impact",),
    "timeline": ("timeline", "quiet"),
    "whys": ("whys",),
    "factors": ("factors",),
    "defences": ("defences", "mitigators"),
    "whatifs": ("whatifs",),
    "actions": ("actions",),
    "related": ("related",),
}
ALWAYS = 2


def table(name: str, rows: list[dict[str, Any]]) -> str:
    """The rows as a Markdown table; columns that no row fills are left out, but for the first ones."""
    filled = [
        column
        for place, column in enumerate(SHAPES[name])
        if place < ALWAYS or any(_value(row, column) not in ("", None, False, []) for row in rows)
    ]
    lines = ["| " + " | ".join(column.label for column in filled) + " |", "|" + " --- |" * len(filled)]
    lines += ["| " + " | ".join(_cell(_value(row, column)) for column in filled) + " |" for row in rows]
    return "\n".join(lines)


def rows(name: str, text: str) -> list[dict[str, Any]]:
    """What `table` wrote, as it was."""
    lines = text.strip("\n").split("\n")
    labels = [label.strip() for label in _split(lines[0])]
    by_label = {column.label: column for column in SHAPES[name]}
    chosen = [by_label.get(label) for label in labels]
    return [_row(name, dict(zip(chosen, _split(line), strict=False))) for line in lines[2:] if line.strip()]


def _row(name: str, cells: dict[Any, str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in SHAPES[name]:
        value = _read(cells.get(column, ""), column.kind)
        if column.kind == "maybe" and not value:
            continue
        if "." in column.field:
            outer, inner = column.field.split(".")
            row.setdefault(outer, {})[inner] = value
        else:
            row[column.field] = value
    return row


def _value(row: dict[str, Any], column: Column) -> Any:
    if "." in column.field:
        outer, inner = column.field.split(".")
        return row.get(outer, {}).get(inner, "")
    return row.get(column.field, "")


def _cell(value: Any) -> str:
    """On one line; what a table would take for its own is marked. An empty cell is empty or absent alike."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    text = str(value).replace("\\", "\\\\").replace("|", "\\|").replace("<br>", "\\<br>")
    text = text.replace("\r\n", "\n").replace("\n", "<br>").replace("\t", "\\\t")
    # A space at either end would be taken for the table's.
    return re.sub(r"^ | $", "\\\\ ", text)


def _split(line: str) -> list[str]:
    """The cells between bars that are not marked, unmarked again."""
    inner = line.strip(" \n")
    inner = inner[1:] if inner.startswith("|") else inner
    cells, cell, at = [], "", 0
    while at < len(inner):
        if inner[at] == "\\" and at + 1 < len(inner):
            cell += inner[at : at + 2]
            at += 2
        elif inner[at] == "|":
            cells.append(cell)
            cell, at = "", at + 1
        else:
            cell += inner[at]
            at += 1
    return [_bare(each) for each in cells]


def _bare(cell: str) -> str:
    cell = cell[1:] if cell.startswith(" ") else cell
    # The space before the bar, unless it is a marked one.
    if cell.endswith(" ") and not re.search(r"(?<!\\)(?:\\\\)*\\ $", cell):
        cell = cell[:-1]
    cell = re.sub(r"(?<!\\)((?:\\\\)*)<br>", lambda found: f"{found[1]}\n", cell)
    return re.sub(r"\\(.)", r"\1", cell, flags=re.DOTALL)


def _read(cell: str, kind: str) -> Any:
    if kind == "flag":
        return cell.strip().lower() in ("yes", "true", "x")
    if kind == "number":
        return int(cell) if cell.strip().isdigit() else None
    if kind == "numbers":
        return [int(each) for each in re.findall(r"\d+", cell)]
    if kind == "none":
        return cell or None
    return cell
