"""Action items in a table."""

from __future__ import annotations

import re
from datetime import date

from exchange.reading.dates import dates
from exchange.reading.plain import plain
from exchange.reading.promise import LEVELS, Promise, promise, ticket
from exchange.reading.tables import Table, table

COLUMNS = {
    "what": r"action(?: item)?s?|task|what|item|description|todo|to do|follow.?up|improvement|recommendation|maßnahme|"
    r"aufgabe|beschreibung|title|summary|measure|acción|acciones|ação|tâche|azione|åtgärd|tiltak|"
    r"actie|decision|commitment|remediation|countermeasure|fix|work item|corrective action|preventive action",
    "who": r"owner|assignee|assigned|who|responsible|resp|dri|lead|verantwortlich|zuständig|wer|responsable|"
    r"responsável|responsabile|ansvarig|ansvarlig|verantwoordelijke|accountable|by(?! when| date)|quem|quién|qui|team",
    "due": r"due|deadline|eta|target|by when|when|date|fällig|termin|frist|bis|échéance|fecha|until|term|timeframe|"
    r"prazo|plazo|scadenza|klart|senast|deadline|expected|completion date|complete by",
    "state": r"status|state|done\??|complete|stand|estado|statut",
    "level": r"priority|prio|severity|importance|p|priorität",
    "ticket": r"ticket|bug|issue|jira|link|tracking|reference|id|#|pr|no\.?",
    "type": r"type|category|kind|art|kategorie",
}
FINISHED = re.compile(r"done|complete|closed|fixed|resolved|shipped|yes|✅|✔|erledigt|fertig|\[x\]", re.I)
GOING = re.compile(r"progress|started|wip|ongoing|doing|arbeit|🚧", re.I)
MARKED = re.compile(r"\b(DONE|TODO|IN PROGRESS|WIP)\b")
NOTHING = ("", "n/a", "none", "tbd", "-")
NOT = re.compile(r"not (?:started|done)|todo|to do|open|pending|no\b", re.I)


def table_actions(raw: str, group: str, *, day_first: bool | None) -> list[Promise] | None:
    """None unless a column says what is to be done."""
    found = table(raw)
    places = _places(found)
    if "what" not in places:
        return None
    rows = [_row(cells, found, places, group, day_first) for cells in found.rows]
    return [row for row in rows if row is not None]


def _places(found: Table) -> dict[str, int]:
    """Which column is which; without a header the longest cells say what."""
    places: dict[str, int] = {}
    for name, pattern in COLUMNS.items():
        for at, head in enumerate(found.header):
            words = re.sub(r"^[^\w#]+", "", plain(head).lower()).strip(" :")
            if at not in places.values() and name not in places and re.match(rf"(?:{pattern})\b|(?:{pattern})$", words):
                places[name] = at
    if "what" not in places and found.rows:
        free = [at for at in range(len(found.rows[0])) if at not in places.values()]
        if free:
            places["what"] = max(free, key=lambda at: sum(len(row[at]) for row in found.rows))
    return places


def _row(
    cells: tuple[str, ...], found: Table, places: dict[str, int], group: str, day_first: bool | None
) -> Promise | None:
    given = _given(cells, places)
    if not plain(given["what"]) or plain(given["what"]).lower() in NOTHING:
        return None
    base = promise(given["what"], day_first=day_first, group=group)
    due = _day(given.get("due", ""), day_first)
    label, url = ticket(given["ticket"]) if given.get("ticket") else (base.ticket, base.ticket_url)
    made = Promise(
        title=base.title,
        text=base.text,
        owner=plain(given.get("who", "")) or base.owner,
        due=due or base.due,
        due_words="" if due else plain(given.get("due", "")) or base.due_words,
        state=_state(plain(given.get("state", ""))) or base.state,
        priority=LEVELS.get(plain(given.get("level", "")).lower(), "") or base.priority,
        ticket=label or plain(given.get("ticket", ""))[:40],
        ticket_url=url,
        group=group,
    )
    return made.with_more("\n".join(f"- {each}" for each in _more(cells, found, places)))


def _given(cells: tuple[str, ...], places: dict[str, int]) -> dict[str, str]:
    """Cells by what they say. A state in capitals counts in any of them, where no column is for it."""
    given = {name: cells[at] for name, at in places.items() if at < len(cells)}
    if "state" not in given and (marked := MARKED.search(" ".join(plain(cell) for cell in cells))):
        given["state"] = marked[1]
        written = MARKED.sub("", given.get("ticket", "")).strip(" *")
        given["ticket"] = "" if written.lower() in NOTHING else written
    return given


def _more(cells: tuple[str, ...], found: Table, places: dict[str, int]) -> list[str]:
    """What the fields do not hold as it stood, each with the name of its column."""
    exact = [places.get(name) for name in ("what", "who", "due")]
    return [
        f"{plain(found.header[at]) or 'Also'}: {cell}" if at < len(found.header) else cell
        for at, cell in enumerate(cells)
        if cell.strip() and at not in exact
    ]


def _day(cell: str, day_first: bool | None) -> date | None:
    found = dates(plain(cell), day_first=day_first)
    return found[0].on() if found else None


def _state(words: str) -> str:
    if not words or NOT.search(words):
        return "todo" if words else ""
    if GOING.search(words):
        return "in_progress"
    return "done" if FINISHED.search(words) else ""
