"""Whys and factors as they are frozen. What nobody gave is left out, so that older frozen texts stay the same text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from postmortems import tree
from postmortems.supplied import CATEGORIES, supplied_name

Content = dict[str, Any]


def whys(rows: list[Content]) -> list[Content]:
    """In the order of the tree, row ids replaced by positions in the list; `parent` is None for a first rung."""
    by_pk = {row["pk"]: row for row in rows}
    parents = {row["pk"]: row["parent_id"] for row in rows}
    keys = [key for key, _, _ in tree.numbered(tree.branches(parents))]
    places = {key: place for place, key in enumerate(keys)}
    return [_why(by_pk[key], places.get(parents[key])) for key in keys]


def _why(row: Content, parent: int | None) -> Content:
    found = {"parent": parent, **{name: row[name] for name in ("question", "answer", "is_root")}}
    evidence = {
        "label": row["evidence_label"],
        "url": row["evidence_url"],
        "at": row["evidence_at"],
        "entry": row["evidence_text"],
    }
    given = {name: value for name, value in evidence.items() if value}
    return found | ({"evidence": given} if given else {})


def factors(rows: list[Content]) -> list[Content]:
    """With the name of the category where it is not the one that Debrief came with."""
    found = []
    for row in rows:
        name = row["category_name"]
        kept = {key: value for key, value in row.items() if key != "category_name"}
        is_own = name and name != supplied_name(row["category"])
        found.append(kept | ({"category_name": name} if is_own else {}))
    return found


def category_name(factor: Mapping[str, Any]) -> str:
    return str(factor.get("category_name") or supplied_name(factor["category"]))


def names(present: list[Content]) -> dict[str, str]:
    """Key → name of the categories that frozen factors have: the supplied ones in their order, then the others."""
    used = {factor["category"]: category_name(factor) for factor in present}
    ordered = [*(key for key in CATEGORIES if key in used), *(key for key in used if key not in CATEGORIES)]
    return {key: used[key] for key in ordered}
