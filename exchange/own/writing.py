"""A write-up as Markdown that reads well, and from which all of it can be read again. Pure."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import yaml

from exchange.own.shapes import SHAPES, SHOWN, table

FORMAT = 1
REST = "Further rows"


def markdown(whole: dict[str, Any]) -> str:
    """`whole` is what exchange.whole gives. Marks in comments tell where a section ends, whatever stands in it."""
    content = whole["content"]
    mark = _mark(content)
    pieces = [_matter(whole, mark), f"# {_line(content['title'])}", _facts(whole)]
    shown: set[str] = set()
    for section in content["sections"]:
        pieces.append(f"<!-- {mark} section {section['key']} -->\n## {_line(section['title'])}")
        if section["body"]:
            pieces.append(f"<!-- {mark} text -->\n\n{section['body']}\n\n<!-- {mark} end -->")
        for name in SHOWN.get(section["block"], ()):
            if name not in shown and content.get(name):
                shown.add(name)
                pieces.append(_rows(name, content[name], mark))
    rest = [_rows(name, content[name], mark) for name in SHAPES if name not in shown and content.get(name)]
    if rest:
        pieces += [f"<!-- {mark} rest -->\n## {REST}", *rest]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _mark(content: dict[str, Any]) -> str:
    """Stands nowhere in the text."""
    whole = json.dumps(content, ensure_ascii=False, default=str)
    number = 0
    while (mark := hashlib.sha256(f"{number}{whole}".encode()).hexdigest()[:8]) in whole:
        number += 1
    return mark


def _matter(whole: dict[str, Any], mark: str) -> str:
    content = whole["content"]
    given = {
        "debrief": FORMAT,
        "mark": mark,
        "title": content["title"],
        "incident": whole["incident"],
        "write_up": whole["write_up"],
        "milestones": {name: at for name, at in content["milestones"].items() if at},
        "sections": [{name: section[name] for name in section if name != "body"} for section in whole["sections"]],
    }
    return f"---\n{yaml.dump(given, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=4096)}---"


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _facts(whole: dict[str, Any]) -> str:
    incident, write_up = whole["incident"], whole["write_up"]
    said = [
        ("Incident", f"{incident['reference']} {incident['title']}"),
        ("Severity", incident["severity"].upper()),
        ("Services", ", ".join(incident["services"])),
        ("Authors", ", ".join(f"@{handle}" for handle in write_up["authors"])),
        ("State", write_up["state"].replace("_", " ")),
    ]
    said += [(each["name"], f"{each['seconds'] // 60} min ({each['formula']})") for each in whole["durations"]]
    return "\n".join(f"- **{name}**: {_line(value)}" for name, value in said if value)


def _rows(name: str, rows: list[dict[str, Any]], mark: str) -> str:
    return f"<!-- {mark} rows {name} -->\n\n{table(name, rows)}\n\n<!-- {mark} end -->"


def _line(text: str) -> str:
    return " ".join(str(text).split())
