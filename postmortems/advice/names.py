"""Names of people in the prose. Handles are no names: who did what is recorded by handle in the timeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from postmortems.advice.advice import Advice
from postmortems.prose import statements
from postmortems.snapshot import Person, Snapshot, Text

STAYS = "What is shared is read for years by people who were not there. A role or a handle tells them enough."
MOST_CANDIDATES = 500
# Each text is read once for as long as it stays the same.
MOST_TEXTS = 500

_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŞŠŽŻČĆĎĐĘĚĞŇŘŤŮŹİ]"
_CAPITALISED = re.compile(rf"(?<![\w@#/.&’'-]){_UPPER}[\w'’-]*(?: [\w'’-]+){{1,3}}")
_PARTICLES_WORDS = "van von de der den del della di da dos la le al bin ibn ter ten y zu"
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
# Accounts that stand for a team or a machine.
_NOBODY_WORDS = (
    "bot ci api service services team admin administrator support system systems alert alerts monitor "
    "monitoring page pager ops on-call oncall call engineer engineering manager lead tech commander "
    "deploy deployment release test demo user account automation payment payments platform database "
    "network incident status"
)
_NOBODY = frozenset(_NOBODY_WORDS.split())
# First names that are also words, months, or things that run.
_ORDINARY_WORDS = (
    "will mark grace hope art bill rob pat sue jack chase drew frank dean victor may april june august "
    "summer autumn rose ruby lily ivy violet jasmine daisy olive amber crystal pearl jade faith joy dawn "
    "eve noel christian carol gene guy harry miles pierce rich rusty sandy skip sonny sterling stone "
    "storm wade ward wolf young max min ray lance grant chance chip cliff dale glen heath reed ridge "
    "river rock royal sky star angel bishop baron duke earl king prince queen judge major marshal page "
    "parker porter potter mason carter cooper tanner taylor tyler hunter fisher archer baker butler cook "
    "gardener miller shepherd smith turner weaver augustus austin dallas houston jordan israel india "
    "china asia paris london berlin madrid sydney florence virginia georgia carolina dakota montana "
    "brooklyn chelsea kent devon jackson lincoln washington madison charlotte victoria java python perl "
    "julia kafka jenkins travis sonar lambda delta alpha beta gamma sigma theta omega echo iris apollo "
    "atlas hermes athena hera zeus thor loki odin freya argo flux helm istio linus grafana elastic redis "
    "mongo maria sage aurora athene phoenix rails django flask spring basil jira alexa siri cortana "
    "claude ada eiffel pascal haskell scala elm dart nim nova neutron swift cinder any an bo so do in on "
    "to go"
)
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


def names(snapshot: Snapshot) -> Iterator[Advice]:
    pattern = _pattern(snapshot.people)
    if pattern is None:
        return
    shortest = {person.name.split()[0] for person in snapshot.people if person.name.strip()}
    for text in snapshot.texts:
        if not text.prose or not any(name in text.content for name in shortest):
            continue
        found = [each[0] for said in text.statements for each in pattern.finditer(said)]
        if found:
            named = tuple(dict.fromkeys(found))
            title = "A person is named" if len(named) == 1 else f"{len(named)} names of people are in the text"
            yield Advice(f"names:{text.key}", text.key, title, STAYS, named, alarms=True)


def is_ordinary(word: str) -> bool:
    """Whether this first name or surname is a word, a month or something that runs as well."""
    return word.lower() in _ORDINARY


def candidates(texts: Iterable[Text]) -> set[str]:
    """Runs of two to four words that could be a full name, to look up who is known; at most MOST_CANDIDATES."""
    found: dict[str, None] = {}
    for text in texts:
        if text.prose:
            found.update(dict.fromkeys(_runs(text.content)))
    return set(list(found)[:MOST_CANDIDATES])


@lru_cache(MOST_TEXTS)
def _runs(content: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for said in statements(content):
        for run in _CAPITALISED.finditer(said):
            words = run[0].split(" ")
            for size in range(2, len(words) + 1):
                if words[size - 1][0].isupper():
                    found[" ".join(words[:size]).removesuffix("'s").removesuffix("’s")] = None
                elif words[size - 1] not in _PARTICLES:
                    break
            if len(found) >= MOST_CANDIDATES:
                return tuple(found)
    return tuple(found)


def _pattern(people: Iterable[Person]) -> re.Pattern[str] | None:
    """Full names, and first names of those involved; none when nobody has one that is surely a name."""
    whole, first = set(), set()
    for person in people:
        words = person.name.split()
        if not is_personal(words):
            continue
        whole.add(re.escape(" ".join(words)))
        if person.is_involved and len(words[0]) > 2 and words[0].lower() not in _ORDINARY:
            first.add(re.escape(words[0]))
    if not whole:
        return None
    # A first name beside another capital is the name of something else, and so is one after “the”.
    alone = rf"|(?:{'|'.join(sorted(first))})(?![\w-]| {_UPPER}|/|\.\w)" if first else ""
    longest = "|".join(sorted(whole, key=len, reverse=True))
    return re.compile(rf"(?<![\w@#/.&-])(?<![Tt]he )(?:(?:{longest})(?![\w-]){alone})")


def is_personal(words: list[str]) -> bool:
    """Whether these words are the name of a person, not of an account that a team or a machine has."""
    if len(words) < 2 or any(word.lower().strip("()") in _NOBODY for word in words):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
