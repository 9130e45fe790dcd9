"""The OpenAPI document in the order of a manual; pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Member:
    name: str
    type: str
    note: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """`example` is a command to try; `answers` are (status, what it means)."""

    key: str
    method: str
    path: str
    title: str
    about: str
    parameters: list[Member]
    body: list[Member]
    answer: list[Member]
    answers: list[tuple[str, str]]
    example: str


@dataclass(frozen=True)
class Chapter:
    name: str
    operations: list[Operation]

    @property
    def key(self) -> str:
        return re.sub(r"\W+", "-", self.name.lower())


def chapters(document: dict[str, Any]) -> list[Chapter]:
    """Operations by tag, in the order of the document."""
    found: dict[str, list[Operation]] = {}
    server = document["servers"][0]["url"]
    for path, methods in document["paths"].items():
        for method, given in methods.items():
            found.setdefault(given["tags"][0], []).append(_operation(path, method, given, document, server))
    return [Chapter(name, operations) for name, operations in found.items()]


def _operation(path: str, method: str, given: dict[str, Any], document: dict[str, Any], server: str) -> Operation:
    schema = given.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    body = members(schema, document) if schema else []
    good: dict[str, Any] = next((answer for status, answer in given["responses"].items() if status < "300"), {})
    shown = good.get("content", {}).get("application/json", {}).get("schema")
    return Operation(
        key=f"{method}-{re.sub(r'[^a-z0-9]+', '-', path.lower()).strip('-')}",
        method=method.upper(),
        path=path,
        title=given["summary"],
        about=given.get("description", ""),
        parameters=[_parameter(one, document) for one in given.get("parameters", [])],
        body=body,
        answer=members(shown, document) if shown else [],
        answers=[(status, answer.get("description", "")) for status, answer in given["responses"].items()],
        example=_example(method, server + path, body),
    )


def _parameter(one: dict[str, Any], document: dict[str, Any]) -> Member:
    note = one.get("description") or one["schema"].get("description", "")
    where = "" if one["in"] == "query" else f" ({one['in']})"
    return Member(one["name"], said(one["schema"], document) + where, note, one.get("required", False))


def members(schema: dict[str, Any], document: dict[str, Any]) -> list[Member]:
    """What an object of this schema holds."""
    whole = _resolved(schema, document)
    required = whole.get("required", [])
    return [
        Member(name, said(one, document), one.get("description", ""), name in required)
        for name, one in whole.get("properties", {}).items()
    ]


def said(schema: dict[str, Any], document: dict[str, Any]) -> str:
    """A type in a few words, such as "list of text" or "one of high, medium, low"."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return said(_resolved(schema, document), document) if "enum" in _resolved(schema, document) else name
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(said(one, document) for one in schema[several]))
    if "enum" in schema:
        return "one of " + ", ".join(f"“{value}”" for value in schema["enum"])
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {said(schema.get('items', {}), document)}"
    named = {"string": {"date-time": "time", "date": "date"}.get(schema.get("format", ""), "text")}
    return named.get(kind, {"integer": "whole number", "boolean": "true or false"}.get(kind, kind))


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return found


def _example(method: str, address: str, body: list[Member]) -> str:
    lines = [f"curl {address}", '  -H "Authorization: Bearer $TOKEN"']
    if method != "get":
        lines.insert(1, f"  -X {method.upper()}")
    if method in ("patch", "put"):
        lines.append("  -H 'If-Match: \"7\"'")
    if method == "post":
        lines.append('  -H "Idempotency-Key: $(uuidgen)"')
    if body:
        sample = {member.name: _sample(member) for member in body if member.required} or {body[0].name: "…"}
        lines += ['  -H "Content-Type: application/json"', f"  -d '{json.dumps(sample, ensure_ascii=False)}'"]
    return " \\\n".join(lines)


def _sample(member: Member) -> str:
    if member.type.startswith("one of"):
        return member.type.split("“")[1].split("”")[0]
    return {"time": "2026-11-10T12:20:00Z", "date": "2026-12-01"}.get(member.type, "…")
