"""One sentence under examination: what every rule asks of it."""

from __future__ import annotations

from dataclasses import dataclass

from postmortems.blameless import subjects
from postmortems.blameless.hints import Lists, Reframing
from postmortems.blameless.lexicon import words
from postmortems.blameless.sentences import Sentence, Token
from postmortems.blameless.subjects import Group, Subject

_PHRASE = frozenset({"det", "quant", "num", "word", "adj", "code", "handle", "pron", "poss", "adv"})
# What an operator reconciles that is a program.
_KUBERNETES = words(
    "reconcile reconciles reconciled reconciling crd crds resource resources pod pods kubernetes k8s webhook"
)
_CLAUSE_ENDERS = frozenset(
    {"because", "which", "when", "while", "although", "though", "whereas", "since", "after", "before", "until"}
)


@dataclass(slots=True)
class Finding:
    """Words `first` to `last` (inclusive) fit the pattern; `kind` is the subject's, see subjects."""

    pattern: str
    first: int
    last: int
    kind: str = subjects.NONE
    reframing: Reframing | None = None


@dataclass(slots=True)
class Scan:
    text: str
    sentence: Sentence
    lists: Lists

    @property
    def tokens(self) -> list[Token]:
        return self.sentence.tokens

    def low(self, i: int) -> str:
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def tag(self, i: int) -> str:
        return self.tokens[i].tag if 0 <= i < len(self.tokens) else "break"

    def said_of(self, verb: int) -> tuple[Group, Subject]:
        """The verb group that ends at this token, and its subject."""
        group = subjects.group(self.tokens, verb)
        who = subjects.subject(self.tokens, group.start, self.lists)
        if who.kind == subjects.PERHAPS and self._gendered():
            who.kind = subjects.NAMED
        elif who.kind == subjects.ROLE and self.low(who.end) in ("operator", "operators") and self._of_kubernetes():
            who.kind = subjects.THING
        return group, who

    def _of_kubernetes(self) -> bool:
        return any(token.low in _KUBERNETES for token in self.tokens)

    def _gendered(self) -> bool:
        """Whether the sentence goes on about a he or a she: then a capital is a name."""
        return any(token.low in ("he", "she", "his", "him", "himself", "herself") for token in self.tokens)

    def kind(self, first: int, last: int) -> str:
        return subjects.kind_of(self.tokens, first, last, self.lists)

    def phrase_after(self, start: int) -> tuple[int, int]:
        """The noun phrase that begins there, first and last token; last before first when there is none."""
        i = start
        while i < len(self.tokens) and i - start < 8:
            part_of = self.low(i) == "of" and i > start and self.tag(i - 1) in ("quant", "num")
            if i > start and self.tag(i) == "det" and self.tag(i - 1) == "word":
                break
            if not part_of and (self.tag(i) not in _PHRASE or (self.tag(i) == "pron" and i > start)):
                break
            i += 1
        return start, i - 1

    def clause_end(self, start: int) -> int:
        """The last token of what the verb at `start` governs."""
        last = len(self.tokens) - 1
        for i in range(start + 1, min(last + 1, start + 40)):
            token = self.tokens[i]
            ends = token.tag in ("punct", "break") and token.low not in ("-", "/", "#", "%", "$", "+", "=")
            if ends or token.low in _CLAUSE_ENDERS or token.low == "but":
                return i - 1
            if token.low in ("and", "so", "then") and self._verb_follows(i):
                return i - 1
        return min(last, start + 39)

    def _verb_follows(self, conjunction: int) -> bool:
        return any(self.tag(i) in ("past", "aux", "modal") for i in range(conjunction + 1, conjunction + 6))

    def hypothetical(self, at: int) -> bool:
        """Whether the clause before this token was opened as something that is not said to have happened."""
        for i in range(at - 1, max(-1, at - 12), -1):
            if self.low(i) in ("if", "unless", "whenever", "lest", "whether", "suppose"):
                return True
            if self.tag(i) == "break" and self.low(i) != ",":
                return False
            if self.low(i) == ",":
                return False
        return False

    def happened(self, group: Group) -> bool:
        """Whether the verb is said to have taken place: not negated, possible, intended or supposed."""
        return not (group.modal or group.negated or group.infinitive or self.hypothetical(group.start))

    def done(self, group: Group) -> bool:
        """Whether it took place and the subject is the one who did it."""
        return self.happened(group) and not group.passive

    def opening(self, who: Subject, otherwise: int) -> int:
        """Where the marked words begin: at the subject when it stands right there."""
        return who.start if who.start <= who.end and not who.inherited else otherwise

    def denied(self, at: int) -> bool:
        """Whether the words just before take it back: not, rather than, instead of, no, never."""
        near = [self.low(i) for i in range(max(0, at - 5), at)]
        return any(
            word in ("not", "n't", "never", "no", "neither", "nor", "instead", "without", "isn't") for word in near
        ) or ("rather" in near and "than" in near)
