"""Four people type into one write-up through two web processes while these, PostgreSQL and Valkey are killed with -9:
no word that was shown as saved is lost, none is doubled, and all see the same text as the database.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest
from django.conf import settings
from django.test import Client

from live import checking, store
from live.models import Document
from postmortems.models import Postmortem, Section
from tests.builders.postmortems import a_draft
from tests.cast import Cast
from tests.chaos.installation import FIGURES, Site, wait_until
from tests.chaos.twins import Twins
from tests.chaos.typists import Draft, Party, Typist, typing

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("kills")]

SEED = 20_251_121
KILLS = {"web": 54, "web: appending": 10, "web: appended": 10, "PostgreSQL": 20, "Valkey": 10}
# PostgreSQL says yes before anything is on the disk, and leaves it in memory for so long.
CARELESS = {"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "1GB"}


@pytest.fixture(scope="module")
def twins(site: Site, cast: Cast) -> Iterator[Twins]:
    twins = Twins(site)
    yield twins
    twins.close()


@pytest.fixture
def postmortem(site: Site, cast: Cast) -> Postmortem:
    with site.database():
        return a_draft(cast)


@pytest.fixture
def typists(site: Site, cast: Cast, twins: Twins, postmortem: Postmortem) -> list[Typist]:
    assert postmortem.document_id is not None
    draft = Draft(postmortem.document_id, list(twins.ports.values()), twins.origin)
    people = {"ann": cast.alice, "ben": cast.bob, "cai": cast.erin, "dot": cast.root}
    apart = ["summary", "resolution", "went_well", "resolution"]
    made = []
    with site.database():
        for seed, (name, user) in enumerate(people.items()):
            client = Client()
            client.force_login(user)
            cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
            made.append(Typist(name, cookie, draft, apart[seed], SEED + seed))
    return made


def words_of(texts: Mapping[str, str]) -> Counter[str]:
    return Counter(word for text in texts.values() for word in text.split())


def lost(typists: Sequence[Typist], texts: Mapping[str, str]) -> set[str]:
    """Words that somebody was told are saved."""
    words = words_of(texts)
    return {word for typist in typists for word in typist.saved if not words[word]}


def everyone_is_told(party: Party, words: int = 2) -> None:
    """So many more words of each are saved: all are connected, and there is something to lose."""
    until = [count + words for count in party.heard()]
    wait_until(lambda: all(now >= then for now, then in zip(party.heard(), until, strict=True)))


def test_it_loses_no_word_and_doubles_none(
    site: Site, twins: Twins, postmortem: Postmortem, typists: list[Typist]
) -> None:
    rng = random.Random(SEED)
    victims = [victim for victim, count in KILLS.items() for _ in range(count)]
    rng.shuffle(victims)
    with typing(typists) as party:
        for turn, victim in enumerate(victims):
            everyone_is_told(party)
            if victim == "web":
                twins.lose_one(rng)
            elif victim == "PostgreSQL":
                twins.lose_postgres()
            elif victim == "Valkey":
                twins.lose_valkey(wiped=turn % 2 == 1)
            else:
                twins.lose_one_at(victim.removeprefix("web: "))
        everyone_is_told(party)
    document_id = typists[0].draft.document_id
    with site.database():
        wait_until(lambda: handed_out(document_id), twins.said)
        texts = store.texts(document_id)
        assert checking.trouble(document_id) == ""
        bodies = Section.objects.filter(postmortem=postmortem, prose=True).values_list("key", "body")
        assert {key: body for key, body in bodies if body} == texts
    assert party.texts == [texts] * len(typists)
    assert lost(typists, texts) == set()
    for section, text in texts.items():
        assert Counter(text.split()) == Counter(
            word for typist in typists for word, where in typist.typed.items() if where == section
        )
    assert sum(site.kills[victim] for victim in KILLS) >= 100
    FIGURES["words typed by four, each there once"] = sum(len(typist.typed) for typist in typists)
    FIGURES["connections made again"] = sum(typist.connects - 1 for typist in typists)


def handed_out(document_id: int) -> bool:
    document = Document.objects.get(pk=document_id)
    return document.materialised == document.head


def test_it_would_find_words_that_were_only_said_to_be_saved(site: Site, twins: Twins, typists: list[Typist]) -> None:
    configure(site, CARELESS)
    try:
        with typing(typists) as party:
            everyone_is_told(party, 10)
        twins.site.kill_postgres(point="PostgreSQL, careless")
        assert site.services.ensure() == ["PostgreSQL"]
        with site.database():
            texts = store.texts(typists[0].draft.document_id)
    finally:
        configure(site, dict.fromkeys(CARELESS, ""))
    assert len(lost(typists, texts)) > 0
    FIGURES["words lost by a careless PostgreSQL, and missed"] = len(lost(typists, texts))


def configure(site: Site, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        site.ask(f"alter system set {name} = '{value}'" if value else f"alter system reset {name}")
    site.ask("select pg_reload_conf()")
    [(name, value)] = list(settings.items())[:1]
    wait_until(lambda: site.ask(f"show {name}") == [(value or "on",)])
