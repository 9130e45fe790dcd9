"""What a text states outright: "Severity: SEV2", "Start time | 10:30 UTC", "duration: 90 minutes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from exchange.reading.blocks import Block
from exchange.reading.items import items
from exchange.reading.plain import plain
from exchange.reading.tables import table

PAIR = re.compile(r"^\s*:?([A-Za-zÀ-ÿ][\w /()'’-]{1,40}?)\s*(?::|=|\s[–—-]\s)\s*(\S.*)$", re.DOTALL)
SEPARATED = re.compile(r"\s+[|·•]\s+")
MOST_VALUE = 400
NAMES = {
    "date": "date|incident date|date of incident|date of the incident|outage date|when|datum|day|date of outage|"
    "incident day|event date|occurred|occurred on|date occurred|fecha|incident_date|date_of_incident|date / time|"
    "date de l'incident|date de l’incident|fecha del incidente|data|vorfallsdatum|tag|datum incident|happened on",
    "published": "published|publication date|last updated|updated|created|modified|pubdate|created_at|lastmod",
    "zone": "timezone|time zone|zeitzone|tz|time_zone|all times|zone|fuseau horaire|fuseau|zona horaria|fuso horário|"
    "tijdzone|fuso orario|times in|times are in",
    "severity": "severity|sev|severity level|incident severity|priority|impact level|schweregrad|gravité|severidad|"
    "level|gravedad|ernst|criticité|sévérité|gravità|incident level|incident priority|prio|dringlichkeit",
    "started": "start|started|start time|incident start|began|start of incident|start date|outage start|impact start|"
    "impact started|beginn|issue started|start of impact|time of incident|started at|onset|occurred at|starttime|"
    "start_time|started_at|incident_start|incident started|time started|outage began|fault introduced|from|"
    "impact_start|début|inicio|aanvang|inizio|störungsbeginn|date / time started|start date/time|start (utc)",
    "detected": "detected|detection time|time detected|detected at|first detected|time of detection|discovered|"
    "detection|identified at|incident detected|alerted|reported|reported at|erkannt|entdeckt|detected_at|first "
    "reported|"
    "detected on|first alert|date detected|discovered at",
    "engaged": "acknowledged|incident declared|declared|response started|engaged|acknowledged at|declared at",
    "restored": "mitigated|mitigated at|recovered|restored|service restored|repaired|impact end|mitigation time|"
    "impact ended|recovered at|restored at|time mitigated|behoben|wiederhergestellt|end of impact|impact_end|"
    "mitigated on",
    "resolved": "resolved|resolved at|end|ended|end time|incident end|resolution time|time resolved|end of incident|"
    "all clear|ende|fixed|closed|end date|outage end|time of resolution|incident resolved|finished|resolved_at|"
    "end_time|endtime|to|incident_end|resolved on|date resolved|ended at|fin|einde|fine|störungsende|end date/time",
    "duration": "duration|total duration|outage duration|incident duration|length|dauer|downtime|time to resolve|ttr|"
    "time to recovery|mttr|total downtime|time to resolution|impact duration|duración|durée|time to repair|"
    "time_to_resolve",
    "services": "service|services|affected service|affected services|service(s) affected|component|components|"
    "affected components|system|systems|systems affected|product|services affected|services impacted|impacted "
    "services|"
    "affected systems|dienste|betroffene dienste|impacted systems|team / service",
    "authors": "author|authors|owner|owners|written by|prepared by|postmortem owner|reporter|autor|autoren|"
    "document owner|incident owner|postmortem author|report author|verfasser",
    "status": "status|state|document status",
    "kind": "incident type|type of incident",
    "reference": "incident id|incident number|incident|id|ticket|reference|incident #|case number|jira|issue",
    "tags": "tags|labels|categories|category|keywords",
    "title": "title|incident title|name",
}
_BY_NAME = {name: key for key, names in NAMES.items() for name in names.split("|")}


def facts(
    before: Sequence[Block], *, stated: dict[str, str], sections: Iterable[Sequence[Block]] = ()
) -> dict[str, str]:
    """Key of NAMES → what the text says, the front matter first. Of two that say the same thing, the first."""
    found: dict[str, str] = {}
    for name, value in stated.items():
        if key := _BY_NAME.get(name.replace("_", " ").split(".")[-1]) or _BY_NAME.get(name):
            found.setdefault(f"front.{key}" if key in ("date", "status") else key, value)
    for blocks in (before, *sections):
        for name, value in pairs(blocks):
            if key := _BY_NAME.get(name) or _of_a_date(name):
                found.setdefault(key, value)
    return found


def is_fact(name: str) -> bool:
    """Whether it is the name of something that is stated, and no sentence."""
    return _name(name) in _BY_NAME


def _of_a_date(name: str) -> str:
    """ "Day of the failure" is when it happened, "date of review" is not."""
    if not re.search(r"\b(?:date|day|datum|fecha|when)\b", name):
        return ""
    if re.search(r"\b(?:review|report|meeting|publication|approval|draft|revision|signed|sent)\b", name):
        return "published"
    return "date" if re.search(r"\b(?:incident|event|outage|occurrence|failure|disruption|problem)\b", name) else ""


def pairs(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Every name with its value: bullets, lines, tables of two columns."""
    found: list[tuple[str, str]] = []
    for block in blocks:
        if block.kind == "list":
            texts = [each.text for item in items(block.raw) for each in item.walk()]
        elif block.kind == "paragraph":
            texts = block.raw.split("\n")
        elif block.kind == "table":
            found += _in_table(block.raw)
            continue
        else:
            continue
        texts = [piece for text in texts for piece in _apart(text)]
        found += [(pair[0], pair[1]) for text in texts if (pair := _pair(text)) is not None]
    return found


def _apart(text: str) -> list[str]:
    """ "Date: … | Severity: … | Lead: …" on one line."""
    pieces = [piece.lstrip("> ") for piece in SEPARATED.split(text)]
    named = sum(1 for piece in pieces if PAIR.match(plain(piece)))
    return pieces if len(pieces) > 1 and named * 2 > len(pieces) else [text]


def _pair(text: str) -> tuple[str, str] | None:
    words = plain(text)
    found = PAIR.match(words)
    if found is None:
        # "First detected 2022-01-22 11:57"
        found = re.match(r"^([A-Za-z ]{3,30}?)\s+(?:at |on )?(\d{1,4}[-/.:]\d{1,2}\S*(?:\s.{0,30})?)$", words)
    if found is None or len(found[2]) > MOST_VALUE:
        return None
    return _name(found[1]), found[2].strip()


def _in_table(raw: str) -> list[tuple[str, str]]:
    found = table(raw)
    rows = ([found.header] if len(found.header) == 2 else []) + [row for row in found.rows if len(row) == 2]
    said = [(_name(plain(row[0])), plain(row[1])) for row in rows if row[1].strip()]
    # One row below its header, as some houses do it.
    if len(found.rows) == 1 and len(found.header) > 2:
        said += [
            (_name(plain(name)), plain(cell)) for name, cell in zip(found.header, found.rows[0], strict=False) if cell
        ]
    return said


def _name(words: str) -> str:
    words = re.sub(r"\s*\(.*?\)\s*", " ", words.lower()) if words.lower() not in _BY_NAME else words.lower()
    return " ".join(words.strip(" :*_#").split())
