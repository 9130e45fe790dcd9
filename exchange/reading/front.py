"""What stands before a text: YAML between dashes, TOML between plus signs."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
PAIR = re.compile(r"^([A-Za-z_][\w .-]{0,40}?)\s*[:=]\s*(\S.*?)\s*$", re.MULTILINE)
# A letter's head, and the keys above an Org file.
HEADS = "From|To|Cc|Date|Sent|Subject|Reply-To|Message-ID|Betreff|Von|An|Datum"
LETTER = re.compile(rf"\A\s*((?:(?:{HEADS}):[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){{2,12}})[ \t]*\n")
SUBJECT = re.compile(
    r"^(?:Subject|Betreff):[ \t]*(?:(?:Re|Fwd?|AW|WG):[ \t]*)*(\S[^\n]*(?:\n[ \t]+\S[^\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
KEYED = re.compile(r"^#\+(\w+):[ \t]*(\S[^\n]*)$", re.MULTILINE)
ORG = re.compile(r"\A\s*((?:#\+\w+:[^\n]*\n)+)")
# Title, authors and date above a pandoc text.
PERCENT = re.compile(r"\A\s*((?:%[^\n]*\n){1,3})")
MOST = 20_000


class _Plain(yaml.SafeLoader):
    """Dates stay the text they are: what they mean is decided with the rest."""


_Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:timestamp"]
    for letter, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def split(text: str) -> tuple[dict[str, Any], str, str]:
    """(values, the front matter as it stood, the rest). What cannot be read as YAML or TOML gives its plain pairs."""
    for pattern, read in ((YAML, _yaml), (TOML, _toml)):
        if (found := pattern.match(text)) and len(found[1]) <= MOST:
            values = read(found[1])
            if values is None:
                values = dict(PAIR.findall(found[1]))
            if values:
                return values, found[1], text[found.end() :]
    for pattern, named in ((LETTER, _letter), (ORG, _org), (PERCENT, _percent)):
        if (found := pattern.match(text)) and len(found[1]) <= MOST and (values := named(found[1])):
            return values, found[1].rstrip("\n"), text[found.end() :]
    return {}, "", text


def _letter(text: str) -> dict[str, Any]:
    """A letter was sent after the incident: its date is that of the report."""
    subject = SUBJECT.search(text)
    if subject is None:
        return {}
    pairs = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in text.splitlines())}
    sent = pairs.get("date") or pairs.get("sent") or pairs.get("datum", "")
    writer = re.sub(r"\s*<[^<>]*>", "", pairs.get("from") or pairs.get("von", ""))
    return {"title": " ".join(subject[1].split()), "published": sent, "author": writer}


def _org(text: str) -> dict[str, Any]:
    return {name.lower(): value.strip() for name, value in KEYED.findall(text)}


def _percent(text: str) -> dict[str, Any]:
    lines = [line[1:].strip() for line in text.splitlines()]
    return {name: value for name, value in zip(("title", "author", "date"), lines, strict=False) if value}


def _yaml(text: str) -> dict[str, Any] | None:
    # Aliases could make a few lines into gigabytes.
    if re.search(r"(?:^|[\s:\[,-])[*&]\w", text):
        return None
    try:
        values = yaml.load(text, Loader=_Plain)  # noqa: S506 - a SafeLoader with fewer resolvers
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return {str(key): value for key, value in values.items()} if isinstance(values, dict) else None


def _toml(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def flat(values: dict[str, Any], under: str = "") -> dict[str, str]:
    """Every value as text under its name in lower case; what stands below another value under both names."""
    found: dict[str, str] = {}
    for key, value in values.items():
        name = f"{under}{key}".strip().lower().replace("-", "_").replace(" ", "_")
        if isinstance(value, dict):
            found |= flat(value, f"{name}.")
        elif isinstance(value, list):
            found[name] = ", ".join(str(each) for each in value)
        elif value is not None:
            found[name] = str(value)
    return found
