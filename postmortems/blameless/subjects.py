"""Who a verb is said of: the noun phrase that stands ungoverned before it, and whether that is a person."""

from __future__ import annotations

from dataclasses import dataclass

from postmortems.blameless import lexicon as lex
from postmortems.blameless.hints import Lists
from postmortems.blameless.sentences import Token

REACH = 24  # tokens between a verb and the furthest word that may be its subject

NAMED, ROLE, ME, WE, SOMEONE = "named", "role", "i", "we", "someone"
PERHAPS, THEY, CLIENT, NOBODY, YOU, THING, NONE = "perhaps", "they", "client", "nobody", "you", "thing", "none"
SURE = frozenset({NAMED, ROLE, ME, WE, SOMEONE})
OTHERS = frozenset({NAMED, ROLE, SOMEONE})
LIKELY = SURE | {PERHAPS, THEY}

_PRONOUNS = {
    "i": ME, "we": WE, "he": NAMED, "she": NAMED, "they": THEY, "you": YOU, "someone": SOMEONE, "somebody": SOMEONE,
    "nobody": NOBODY, "none": NOBODY, "noone": NOBODY, "me": ME, "us": WE, "him": NAMED, "her": NAMED, "anyone": NOBODY,
    "anybody": NOBODY, "whoever": SOMEONE, "everyone": SOMEONE, "everybody": SOMEONE, "myself": ME, "ourselves": WE,
}  # fmt: skip


@dataclass(slots=True)
class Group:
    """A verb with what belongs to it: auxiliaries, modals, negation, adverbs before it."""

    start: int
    verb: int
    words: frozenset[str]
    modal: bool
    negated: bool
    infinitive: bool
    passive: bool


@dataclass(slots=True)
class Subject:
    kind: str
    start: int
    end: int  # of the last token, inclusive; before start when there is none
    inherited: bool = False


_NOBODY = Subject(NONE, 0, -1)


def group(tokens: list[Token], verb: int) -> Group:
    """The verb group that ends at the verb."""
    start = verb = max(verb, 0)
    while start and verb - start < 7 and tokens[start - 1].tag in ("aux", "modal", "neg", "adv", "to"):
        start -= 1
    while start < verb and tokens[start].tag == "adv" and start and tokens[start - 1].tag == "break":
        start += 1
    before = tokens[start:verb]
    words = frozenset(token.low for token in before)
    auxiliaries = [token.low for token in before if token.tag == "aux"]
    passive = bool(auxiliaries) and auxiliaries[-1] in lex.BE | {"got", "get"}
    if auxiliaries[-1:] == ["'s"]:
        passive = False
    return Group(
        start,
        verb,
        words,
        any(t.tag == "modal" and (t.low != "must" or "have" not in words) for t in before),
        any(t.tag == "neg" for t in before),
        "to" in words,
        passive,
    )


def subject(tokens: list[Token], start: int, lists: Lists) -> Subject:
    """Of the verb group that starts there. Coordinated verbs and relative clauses take the subject from before."""
    end, inherited = start, False
    for _ in range(4):
        # "@dana and @lee both approved": the word belongs to the verb.
        end -= end > 1 and tokens[end - 1].low in ("both", "all", "each") and tokens[end - 2].tag in ("word", "handle")
        begin = _clause_start(tokens, end)
        if begin < end and tokens[begin].low == "whoever":
            return Subject(SOMEONE, begin, begin, inherited)
        opener = tokens[begin - 1] if begin else None
        phrases, has_verb = _phrases(tokens, begin, end)
        relative = opener and opener.low in ("who", "which", "that", "whose") and opener.tag == "sub"
        if opener and relative and (has_verb or opener.low == "whose" or not phrases):
            if opener.low == "who" and not phrases and not has_verb and not inherited and begin < 2:
                return Subject(NONE, begin, begin - 1)
            end, inherited = begin - 1, True
            if before := _last_phrase(tokens, end):
                return Subject(_kind(tokens, *before, lists), before[0], before[1], True)
            continue
        if phrases:
            first, last = phrases[0] if inherited else phrases[-1]
            return Subject(_kind(tokens, first, last, lists), first, last, inherited)
        if opener is None or start - begin > REACH or not _carries(opener):
            return Subject(NONE, start, start - 1)
        end, inherited = begin - 1, True
    return _NOBODY


def _carries(opener: Token) -> bool:
    """Whether what stands before this still has the same subject."""
    return opener.low in ("and", "but", "or", ",", "then", ")", "—", "–", "so", "yet", "also")


def _clause_start(tokens: list[Token], end: int) -> int:
    least = max(0, end - REACH)
    i = end
    while i > least:
        tag = tokens[i - 1].tag
        if tag in ("break", "conj", "sub", "punct"):
            return i
        i -= 1
    return i


def _phrases(tokens: list[Token], begin: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """Noun phrases no preposition or verb governs, and whether a finite verb stands among them."""
    found: list[tuple[int, int]] = []
    governed, has_verb, current = "", False, -1

    def close(at: int) -> None:
        nonlocal current
        zero_that = governed == "verb" and has_verb and at == end
        if current >= 0 and (not governed or zero_that):
            found.append((current, at - 1))
        current = -1

    for i in range(begin, end):
        tag = tokens[i].tag
        if tag in ("word", "code", "quote", "num", "handle", "adj", "poss"):
            current = i if current < 0 else current
        elif tag in ("det", "quant", "pron"):
            if current >= 0 and tokens[i - 1].tag not in ("det", "quant"):
                close(i)
                governed = ""
            if tokens[i].low in ("i", "we", "he", "she") or (tokens[i].low in ("it", "they") and i == end - 1):
                governed = ""
            current = i if current < 0 else current
        elif tag in ("prep", "to"):
            was_quantity = tokens[i].low == "of" and i > begin and tokens[i - 1].tag in ("quant", "num")
            if was_quantity:
                current = i - 1 if current < 0 else current
                continue
            close(i)
            governed = "preposition"
        elif tag == "ing" and current < 0 and not governed and i + 1 < end and tokens[i + 1].tag in ("det", "pron"):
            found.append((i, i))
            governed = "gerund"
        elif tag in ("aux", "modal", "past") or (tag == "ing" and current >= 0 and i < end - 1):
            close(i)
            has_verb = has_verb or tag != "ing"
            governed = "verb"
        elif tag != "adv":
            current = i if current < 0 else current
    close(end)
    return found, has_verb


def _last_phrase(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """What a relative pronoun at `end` refers to."""
    if end and tokens[end - 1].tag == "break":
        end -= 1
    begin = end
    while (
        begin
        and end - begin < 6
        and tokens[begin - 1].tag in ("word", "det", "adj", "quant", "num", "handle", "pron", "code")
    ):
        begin -= 1
    return (begin, end - 1) if begin < end else None


def kind_of(tokens: list[Token], first: int, last: int, lists: Lists) -> str:
    return _kind(tokens, first, last, lists)


def _kind(tokens: list[Token], first: int, last: int, lists: Lists) -> str:
    phrase = [token for token in tokens[first : last + 1] if token.tag not in ("adv",)]
    if not phrase or phrase[-1].tag == "poss":
        return THING
    for i in range(len(phrase) - 1, -1, -1):
        if phrase[i].tag == "poss":
            phrase = phrase[i + 1 :]
            break
    if len(phrase) > 1 and phrase[-1].low in ("responsible", "involved", "concerned"):
        phrase = phrase[:-1]
    if (
        len(phrase) > 2
        and phrase[-1].tag == "ing"
        and phrase[-2].low in ("person", "engineer", "developer", "operator")
    ):
        phrase = phrase[:-1]
    head = phrase[-1]
    if head.tag == "handle":
        return NAMED
    if any(token.low in ("no", "neither") for token in phrase[:1]):
        return NOBODY
    if head.tag == "pron":
        return _PRONOUNS.get(head.low, THING)
    if head.tag not in ("word", "adj", "past", "ing", "quant"):
        return THING
    return _noun(head, phrase, lists)


def _noun(head: Token, phrase: list[Token], lists: Lists) -> str:
    if len(phrase) == 1 and head.low in lex.DEPARTMENTS:
        return THEY
    single = head.low.removesuffix("s") if head.low not in lex.NOT_PLURAL else head.low
    last_part = single.rpartition("/")[2].rpartition("-")[2]
    for noun in (head.low, single, last_part):
        if noun in lists.roles or noun in lex.ROLES:
            return THING if _is_program(noun, phrase) else ROLE
        if noun == "member" and len(phrase) > 1 and phrase[-2].low in lex.COLLECTIVES:
            return ROLE
        if noun in lex.AMBIGUOUS_ROLES:
            of_people = len(phrase) > 1 and phrase[-2].low in lex.OF_PEOPLE
            return ROLE if of_people else THING if noun in ("agent", "worker") else THEY
        if noun in lex.CLIENTS:
            return CLIENT
    if single in ("people", "men", "women") or single.endswith(("men", "woman")) and len(single) > 6:
        return ROLE
    names = [token for token in phrase if token.tag not in ("det", "num", "quant")]
    capitals = all(_looks_like_a_name(token.text) for token in names) and bool(names)
    if head.low in lists.handles and len(names) == len(phrase) == 1 and not head.text[0].isupper():
        return NAMED
    if capitals and len(names) <= 3:
        given = names[0].low
        if given in lists.people or (len(names) > 1 and names[-1].low in lists.people):
            return NAMED
        if given in lex.FIRST_NAMES and (given not in lex.UNSURE_NAMES or len(names) > 1):
            return NAMED
        if len(names) == len(phrase) and len(names) <= 2:
            return PERHAPS
    return THING


def _is_program(noun: str, phrase: list[Token]) -> bool:
    """ "lock manager", "Postgres operator": what stands before tells."""
    if len(phrase) < 2 or noun not in ("manager", "operator"):
        return False
    before = phrase[-2]
    product = before.tag == "code" or before.low in lex.PRODUCTS or before.low in ("k8s", "helm")
    return (
        product
        or before.low in lex.OF_PROGRAMS
        or (noun == "operator" and before.text[:1].isupper() and len(phrase) > 2)
    )


def _looks_like_a_name(text: str) -> bool:
    return text[:1].isupper() and text[1:].islower() and text.isalpha()
