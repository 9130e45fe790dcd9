"""The cast: people with known rights, in two teams.

alice leads Payments and erin manages it, bob is on it, carol only reads, mallory is in Search (which she leads
herself) and so elsewhere, lena is leadership, root administers. Everybody's password is PASSWORD.
"""

from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Membership, Team, User
from incidents.models import Service

PASSWORD = "correct-horse-battery"


@dataclass
class Cast:
    alice: User
    bob: User
    carol: User
    erin: User
    lena: User
    mallory: User
    root: User
    payments: Team
    search: Team
    payment_api: Service
    search_index: Service


def person(handle: str, role: str = "member", zone: str = "UTC") -> User:
    user = User(email=f"{handle}@acme.example", handle=handle, name=handle.title(), role=role, time_zone=zone)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def gather() -> Cast:
    people = {handle: person(handle) for handle in ("alice", "bob", "erin", "mallory")}
    people["carol"] = person("carol", "viewer")
    people["lena"] = person("lena", "leadership")
    people["root"] = person("root", "administrator")
    payments = Team.objects.create(
        name="Payments",
        slug="payments",
        lead=people["alice"],
        manager=people["erin"],
        standup_list="payments-standup@acme.example",
    )
    search = Team.objects.create(name="Search", slug="search", lead=people["mallory"], manager=people["mallory"])
    for handle in ("alice", "bob", "carol"):
        Membership.objects.create(team=payments, user=people[handle])
    Membership.objects.create(team=search, user=people["mallory"])
    return Cast(
        **people,
        payments=payments,
        search=search,
        payment_api=Service.objects.create(name="Payment API", slug="payment-api", team=payments, tier=1),
        search_index=Service.objects.create(name="Search index", slug="search-index", team=search, tier=2),
    )


def signed_in(user: User) -> Client:
    """A browser-like client of this person."""
    client = Client()
    client.force_login(user)
    return client
