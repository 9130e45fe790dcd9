"""Whatever happens on the way, everybody ends with the same text, nothing lost and nothing doubled."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import merge_updates

from live import crdt, updates
from live.ledger import Ledger
from tests.live.typist import Typist

SECTIONS = frozenset({"s"})
words = st.lists(st.sampled_from(["the ", "pool\n", "é", "🚑", "漢字 ", "was", " ", "\n\n", "👩‍🚒"]), max_size=30).map(
    "".join
)


class Browser:
    def __init__(self) -> None:
        self.typist = Typist()
        self.seen = 0
        self.outbox: list[bytes] = []

    def keeps(self, update: bytes) -> None:
        if update != b"\0\0":
            self.outbox.append(update)


class World:
    """The log under the room's rules, and three browsers that lose answers, go offline, crash and come back."""

    def __init__(self) -> None:
        self.log: list[tuple[int, bytes]] = []
        self.head = 0
        self.ledger = Ledger(updates.Change(), {}, 0)
        self.browsers = [Browser() for _ in range(3)]

    def append(self, update: bytes, person: int) -> None:
        page = self.ledger.page()
        change = updates.read(update)
        if not page.add(change, person, SECTIONS):
            return
        page.keep()
        self.ledger.writers |= page.claims
        self.head += 1
        self.log.append((self.head, update))

    def sends(self, n: int, *, answer_lost: bool) -> None:
        for update in self.browsers[n].outbox:
            self.append(update, n)
        if not answer_lost:
            self.browsers[n].outbox.clear()

    def reads(self, n: int) -> None:
        browser = self.browsers[n]
        for seq, data in self.log:
            if seq > browser.seen:
                crdt.apply(browser.typist.doc, [data])
        browser.seen = self.head

    def comes_back(self, n: int) -> None:
        """Sync step 1 and 2: what it lacks, and its outbox as one update."""
        browser = self.browsers[n]
        doc = crdt.build(data for _, data in self.log)
        crdt.apply(browser.typist.doc, [crdt.since(doc, browser.typist.doc.get_state())])
        browser.seen = self.head
        if browser.outbox:
            self.append(merge_updates(*browser.outbox) if len(browser.outbox) > 1 else browser.outbox[0], n)
            browser.outbox.clear()

    def crashes(self, n: int) -> None:
        """A new tab takes over the outbox that the dead one left."""
        left = self.browsers[n].outbox
        self.browsers[n] = Browser()
        self.browsers[n].outbox = list(left)
        self.comes_back(n)
        crdt.apply(self.browsers[n].typist.doc, left)

    def folds(self, keep: int) -> None:
        rows, rest = self.log[: len(self.log) - keep], self.log[len(self.log) - keep :]
        if len(rows) > 1:
            self.log = [(rows[-1][0], crdt.folded([data for _, data in rows])), *rest]

    def edits(self, mark: str) -> None:
        """Code of ours."""
        doc = crdt.build(data for _, data in self.log)
        state = doc.get_state()
        crdt.append_text(doc, "s", mark)
        update = doc.get_update(state)
        self.ledger.hear(updates.read(update))
        self.head += 1
        self.log.append((self.head, update))

    def settles(self) -> str:
        for n in range(3):
            self.comes_back(n)
        for n in range(3):
            self.reads(n)
        texts = {browser.typist.text("s") for browser in self.browsers}
        texts.add(crdt.text(crdt.build(data for _, data in self.log), "s"))
        assert len(texts) == 1
        return texts.pop()


steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "type",
                "type",
                "type",
                "delete",
                "rewrite",
                "send",
                "answer lost",
                "read",
                "come back",
                "crash",
                "fold",
                "edit",
            ]
        ),
        st.integers(0, 2),
        st.integers(0, 10**6),
        words,
    ),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(steps)
def test_everybody_ends_with_the_same_text_and_nothing_is_lost(script: list[tuple[str, int, int, str]]) -> None:
    world, typed, deleted = World(), set(), False
    for step, (what, n, number, new) in enumerate(script):
        browser, mark = world.browsers[n], chr(0x5000 + step)
        text = browser.typist.text("s")
        if what == "type":
            browser.keeps(browser.typist.inserts("s", number % (len(text) + 1), mark))
            typed.add(mark)
        elif what == "delete":
            browser.keeps(browser.typist.inserts("s", number % (len(text) + 1), "", instead_of=3))
            deleted = True
        elif what == "rewrite":
            browser.keeps(browser.typist.rewrites("s", new))
            deleted = True
        elif what in ("send", "answer lost"):
            world.sends(n, answer_lost=what == "answer lost")
        elif what == "read":
            world.reads(n)
        elif what == "come back":
            world.comes_back(n)
        elif what == "crash":
            world.crashes(n)
        elif what == "fold":
            world.folds(number % 3)
        else:
            world.edits(mark)
            typed.add(mark)
    text = world.settles()
    if not deleted:
        assert {mark: text.count(mark) for mark in typed} == dict.fromkeys(typed, 1)
