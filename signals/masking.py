"""A body as it may be shown: what looks like a secret is covered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

COVER = "••••••"
NAMES = re.compile(
    r"pass(word|wd|phrase)?$|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|authorization|credential|cookie"
    r"|session[-_]?id|signature|unsubscribe",
    re.IGNORECASE,
)
LOOKS = re.compile(
    r"(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|xox[abposr]-[A-Za-z0-9-]{8,}|AKIA[0-9A-Z]{16}|whsec_[A-Za-z0-9+/=]{8,}"
    r"|sk_(?:live|test)_\w{8,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{4,}|(?i:bearer)\s+[\w.~+/=-]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=://)[^\s/@:]+:[^\s/@]+(?=@))"
)
# Headers that say what a message is; no other is kept.
KEPT = (
    "content-type",
    "user-agent",
    "x-github-event",
    "x-github-delivery",
    "sentry-hook-resource",
    "x-atlassian-webhook-identifier",
    "x-webhook-id",
    "webhook-id",
    "webhook-timestamp",
    "ce-id",
    "ce-source",
    "ce-type",
    "ce-time",
    "ce-subject",
    "ce-specversion",
)
LONGEST_HEADER = 300


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    """Of the headers, what may be stored: names in lower case."""
    found = {name.lower(): value for name, value in headers.items()}
    return {name: found[name].replace("\x00", "")[:LONGEST_HEADER] for name in KEPT if name in found}


def shown(body: bytes, *, most: int = 200_000) -> str:
    """In lines when it is JSON, as it came otherwise; cut at so many characters."""
    try:
        told = json.dumps(_covered(json.loads(body)), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        told = body.decode(errors="replace").replace("\x00", "�")
    told = told.encode("utf-8", "replace").decode()
    told = LOOKS.sub(COVER, told[: most * 2])
    return told if len(told) <= most else f"{told[:most]}\n… (cut: {len(body):,} bytes in all)"


def _covered(found: Any, name: str = "") -> Any:
    if isinstance(found, dict):
        return {key: _covered(value, str(key)) for key, value in found.items()}
    if isinstance(found, list):
        return [_covered(each, name) for each in found]
    return COVER if NAMES.search(name) and found not in (None, "", True, False) else found
