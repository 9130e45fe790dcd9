"""Markdown that Debrief wrote, read again: the same values, also when somebody edited its texts and tables. Pure."""

from __future__ import annotations

import re
from typing import Any

import yaml

from exchange.own.shapes import SHAPES, rows

MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
MARK = re.compile(r"[0-9a-f]{8}")
MOST_MATTER = 200_000
WANTED = {"title": str, "incident": dict, "write_up": dict, "milestones": dict, "sections": list}


def own_content(text: str) -> dict[str, Any] | None:
    """What exchange.whole gave; None for any other text, and for one that is no longer whole."""
    found = MATTER.match(text)
    if found is None or not found[1].startswith("debrief: 1\n") or len(found[1]) > MOST_MATTER:
        return None
    try:
        given = yaml.load(found[1], Loader=_Strict)  # noqa: S506 - a SafeLoader that takes no aliases
        return _whole(given, text[found.end() :])
    except (yaml.YAMLError, KeyError, TypeError, ValueError, IndexError, RecursionError):
        return None


class _Strict(yaml.SafeLoader):
    """Dates stay text, and nothing is repeated by reference."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not taken")
        return super().compose_node(parent, index)


_Strict.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
    for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _whole(given: dict[str, Any], rest: str) -> dict[str, Any]:
    if not all(isinstance(given[name], kind) for name, kind in WANTED.items()) or not MARK.fullmatch(given["mark"]):
        raise ValueError("not whole")
    bodies, tables = _parts(rest, given["mark"])
    sections = [{**section, "body": bodies.get(section["key"], "")} for section in given["sections"]]
    content = {name: rows(name, tables[name]) if name in tables else [] for name in SHAPES}
    content["title"], content["milestones"] = given["title"], given["milestones"]
    return {"incident": given["incident"], "write_up": given["write_up"], "sections": sections, "content": content}


def _parts(rest: str, mark: str) -> tuple[dict[str, str], dict[str, str]]:
    """(text by key of its section, table by name), between marks that stand nowhere else."""
    bodies: dict[str, str] = {}
    tables: dict[str, str] = {}
    key = ""
    for found in re.finditer(
        rf"<!-- {mark} (?:section (?P<key>[\w-]+)|(?P<what>text|rows (?P<name>\w+))) -->"
        rf"(?(what)\n\n(?P<body>.*?)\n\n<!-- {mark} end -->)",
        rest,
        re.DOTALL,
    ):
        if found["key"]:
            key = found["key"]
        elif found["name"]:
            if found["name"] in SHAPES:
                tables[found["name"]] = found["body"]
        else:
            bodies[key] = found["body"]
    return bodies, tables
