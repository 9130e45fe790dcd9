"""Pairs of public write-ups that a person judged alike, for `manage.py evaluate_similar`.

A group holds write-ups of which each would have helped whoever wrote another: the same failure, the same part of a
system failing, or the same kind of mistake. A write-up is named by a digest of its path below the corpus.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def named(path: Path, corpus: Path) -> str:
    return sha256(str(path.relative_to(corpus)).encode()).hexdigest()[:10]


GROUPS: tuple[tuple[str, ...], ...] = (
    ("35e833551c", "16900f7891", "1b3dac2fe9"),
    ("a7ffbce9fa", "e1eadafa88", "741dda78be", "e880f24e12"),
    ("4012ea18d1", "e7d8e157ad"),
    ("36a795063e", "a8e467d1f0"),
    ("baceac78c3", "40af7e0257", "6750577931"),
    ("a2ea9a5209", "2e40492679"),
    ("3b7307964b", "1f78c4f94c", "27305e4a79"),
    ("f56156fc06", "f662519984"),
    ("8f632c7f7e", "064dac4ff5"),
    ("9d00169d71", "3e0fdd7e8c", "f6b675bf62"),
    ("145707e4c3", "f3cf3450a7"),
    ("5e9b56c409", "cefd7bbde2", "278479557d"),
    ("be8480d1d7", "3640d5b9c9", "8ab6236edd"),
    ("89c1a0bc14", "bca846b4a3"),
    ("c53d1877cc", "dca16447ec"),
    ("e732ee310a", "9084cc0d1b"),
    ("02c9b030df", "7acee889b6"),
    ("ccf6562ffe", "57cb780904", "f69f7dc863", "2e40492679"),
    ("def1245cfb", "d8f39c884f", "b3a1fb0554"),
    ("1acfed21d7", "db1e8b88a6", "887391f89b", "07782b1119", "259c9dea76"),
    ("c25ab87cb6", "65ade124e9"),
    ("cd4420d2a5", "c6a07f6d99"),
    ("c6e354272f", "1f86234353"),
    ("2f4b5a83d3", "8c71251154"),
    ("1089166fb6", "adb937b85c"),
    ("1045560876", "bd2e31f9a9"),
)
