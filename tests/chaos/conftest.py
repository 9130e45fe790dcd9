"""One site for all kills, and what was found out about it."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from kit.embedded import Services
from tests.builders.postmortems import a_draft
from tests.cast import Cast, gather
from tests.chaos import gates
from tests.chaos.databases import database, furnish
from tests.chaos.installation import FIGURES, Site
from tests.chaos.promises import PAYMENTS_ZONE, ZONES, Promises
from tests.chaos.writers import Draft
from tests.emptying import is_for_tests
from tests.product import clear

SEED = 20_251_110


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture(scope="session")
def furnished(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Path]:
    """What a server keeps of the schema of a new database and gates in it, to be copied: making it takes longer."""
    services = Services(tmp_path_factory.mktemp("furnished") / "var", valkey=False, volatile=True)
    services.acquire()
    try:
        url = services.postgres.url
        if is_for_tests():
            furnish(url)
        else:
            with database(url, django_db_blocker):
                call_command("migrate", interactive=False, verbosity=0)
        with psycopg.connect(url, autocommit=True) as connection:
            gates.build(connection.execute)
        services.release()
        yield services.postgres.data
    finally:
        services.release()
        clear(services)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, furnished: Path, django_db_blocker: Any) -> Iterator[Site]:
    """Durable servers, with nothing running on them yet, the schema of a new database, and gates in it."""
    site = Site(tmp_path_factory.mktemp("site"), django_db_blocker, furnished)
    try:
        yield site
        FIGURES["kills"] += site.kills.total()
        FIGURES["points"] += len(site.kills)
    finally:
        site.close()


@pytest.fixture(scope="module")
def cast(site: Site) -> Cast:
    """The cast, in five time zones, on the site."""
    with site.database():
        cast = gather()
        for handle, zone in ZONES.items():
            User.objects.filter(handle=handle).update(time_zone=zone)
            getattr(cast, handle).refresh_from_db()
        cast.payments.time_zone = PAYMENTS_ZONE
        cast.payments.save()
    return cast


@pytest.fixture(scope="module")
def promises(site: Site, cast: Cast) -> Promises:
    return Promises(site, cast, random.Random(1))


@pytest.fixture(scope="module")
def draft(site: Site, cast: Cast) -> Draft:
    with site.database():
        reference = a_draft(cast).reference
        client = Client()
        client.force_login(cast.alice)
    name = settings.SESSION_COOKIE_NAME
    return Draft(site.port, reference, f"{name}={client.cookies[name].value}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = dict(FIGURES)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker tells what it found out to the one who sums up."""
    for what, count in getattr(node, "workeroutput", {}).get("figures", {}).items():
        FIGURES[what] += count


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if FIGURES:
        terminalreporter.write_line("chaos: " + ", ".join(f"{count:,g} {what}" for what, count in FIGURES.items()))
