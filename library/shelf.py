"""What every entry can be narrowed by, held in each process as sets of bits: counting facets is then no query.

It says nothing of who may see an entry. Hits come from the database, under the rights of whoever asks; only these are
counted here. A shelf is in the order of time and never changes: when something was made anew, another takes its place.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection

ROWS = """
SELECT incident_id, extract(epoch FROM started_at)::float8, version, state,
    ARRAY['severity:' || severity, 'kind:' || kind, 'state:' || state] || further
    || ARRAY(SELECT 'services:' || key FROM unnest(services) AS key)
    || ARRAY(SELECT 'teams:' || key FROM unnest(teams) AS key)
    || ARRAY(SELECT 'tags:' || key FROM unnest(tags) AS key)
FROM library_entry WHERE
"""
# 0 and 1 as they are written.
_DIGITS = bytes.maketrans(b"\0\1", b"01")
Row = tuple[float, tuple[str, ...]]


class Shelf:
    def __init__(self, rows: dict[int, Row], version: int) -> None:
        self.rows, self.version = rows, version
        self.keys = array("q", sorted(rows, key=lambda key: (rows[key][0], key)))
        self.starts = array("d", (rows[key][0] for key in self.keys))
        self.slots = {key: slot for slot, key in enumerate(self.keys)}
        buffers: dict[str, bytearray] = defaultdict(lambda: bytearray(len(self.keys) // 8 + 1))
        for slot, key in enumerate(self.keys):
            at, bit = slot >> 3, 1 << (slot & 7)
            for value in rows[key][1]:
                buffers[value][at] |= bit
        self.values: dict[str, dict[str, int]] = defaultdict(dict)
        for name, buffer in buffers.items():
            source, _, value = name.partition(":")
            self.values[source][value] = int.from_bytes(buffer, "little")

    def bits(self, keys: Collection[int]) -> int:
        """Of those that stand here."""
        if len(keys) * 4 > len(self.keys):
            # Asking it of every slot is quicker than looking up the slot of each of so many.
            flags = bytes(map(set(keys).__contains__, self.keys))
            return int(b"0" + flags.translate(_DIGITS)[::-1], 2)
        digits, slots, last = bytearray(b"0" * (len(self.keys) + 1)), self.slots, len(self.keys)
        for key in keys:
            if key in slots:
                digits[last - slots[key]] = 49
        return int(digits, 2)

    def any_of(self, source: str, values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= self.values[source].get(value, 0) if source in self.values else 0
        return found

    def between(self, begin: datetime | None, end: datetime | None) -> int:
        """What began from `begin` on and before `end`."""
        first = bisect_left(self.starts, begin.timestamp()) if begin else 0
        beyond = bisect_left(self.starts, end.timestamp()) if end else len(self.starts)
        return ((1 << beyond) - 1) & ~((1 << first) - 1)

    def count(self, source: str, among: int) -> dict[str, int]:
        values = self.values.get(source, {})
        return {value: count for value, bits in values.items() if (count := (bits & among).bit_count())}


def newest(bits: int, most: int) -> list[int]:
    """The highest of these slots."""
    found: list[int] = []
    while bits and len(found) < most:
        slot = bits.bit_length() - 1
        found.append(slot)
        bits ^= 1 << slot
    return found


def oldest(bits: int, most: int) -> list[int]:
    """The lowest of these slots, highest first."""
    found: list[int] = []
    while bits and len(found) < most:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found[::-1]


_lock = Lock()
_shelves: dict[bool, Shelf] = {}


def shelf(version: int, *, everything: bool) -> Shelf:
    """One that is not older than this version; without `everything` of what is written up."""
    found = _shelves.get(everything)
    if found is not None and found.version == version:
        return found
    with _lock:
        found = _shelves.get(everything)
        # Another thread may have brought it further than what this one has asked for.
        if found is None or found.version < version or (found.version > version and _newest() < found.version):
            _shelves[everything] = found = _made(found, version, everything)
        return found


def _made(before: Shelf | None, version: int, everything: bool) -> Shelf:
    # Versions only grow. A lower one is that of another database, restored under a running process.
    known = before if before is not None and before.version <= version else Shelf({}, -1)
    rows = dict(known.rows)
    newest_version = known.version
    condition = "" if everything or known.rows else " AND state <> 'none'"
    for key, start, made, state, values in _read(f"version > %s{condition}", known.version):
        newest_version = max(newest_version, made)
        if everything or state != "none":
            rows[key] = (start, tuple(values))
        else:
            rows.pop(key, None)
    return Shelf(rows, max(newest_version, version))


def _newest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(version) FROM library_entry")
        return int(cursor.fetchone()[0] or 0)


def small(keys: list[int]) -> Shelf:
    """Of a few entries, as this transaction has them."""
    return Shelf({key: (start, tuple(values)) for key, start, _, _, values in _read("incident_id = ANY(%s)", keys)}, 0)


def _read(condition: str, value: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{ROWS} {condition}", [value])
        return list(cursor.fetchall())


def forget() -> None:
    """For tests, whose databases begin anew."""
    _shelves.clear()
