"""Who works at Larkspur, the made-up company of the demo: three teams, a dozen people, their services."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "try-debrief-locally"  # noqa: S105  (printed by bin/dev; the demo refuses to load in production)
DOMAIN = "larkspur.example"


@dataclass(frozen=True)
class DemoPerson:
    handle: str
    name: str
    role: str = "member"
    zone: str = "Europe/Berlin"
    shows: str = ""

    @property
    def email(self) -> str:
        return f"{self.handle}@{DOMAIN}"


@dataclass(frozen=True)
class DemoTeam:
    slug: str
    name: str
    purpose: str
    lead: str
    manager: str
    members: tuple[str, ...]
    zone: str
    services: tuple[tuple[str, int, str], ...]


PEOPLE = (
    DemoPerson(
        "tomas", "Tomas Lind", shows="Engineer: a draft that is due, overdue actions, the payment outage he wrote"
    ),
    DemoPerson("ines", "Ines Okafor", shows="Engineer: a review asked of her, changes requested on her write-up"),
    DemoPerson("priya", "Priya Raman", shows="Tech lead: decides about write-ups and overdue actions, publishes"),
    DemoPerson(
        "ruben", "Ruben Adeyemi", zone="Europe/London", shows="Engineering manager: what reached the third rung"
    ),
    DemoPerson("dana", "Dana Kowal", shows="Database engineer: actions in the fourth week and later"),
    DemoPerson("felix", "Felix Moreau", zone="Europe/Paris", shows="Tech lead of Data stores and reviewer"),
    DemoPerson("sora", "Sora Tanabe", zone="Asia/Tokyo", shows="Tech lead of Platform, nine hours ahead"),
    DemoPerson("jonas", "Jonas Weil", shows="On call for Platform: an open incident"),
    DemoPerson("amara", "Amara Diallo", zone="America/New_York", shows="Incident commander, six hours behind"),
    DemoPerson("leah", "Leah Brandt", role="leadership", shows="Leadership: executive summaries"),
    DemoPerson(
        "vera", "Vera Costa", role="viewer", zone="Europe/Lisbon", shows="Viewer from customer support: reads only"
    ),
    DemoPerson("nils", "Nils Haug", role="administrator", shows="Administrator: people, teams, outbox, the record"),
)

TEAMS = (
    DemoTeam(
        "payments",
        "Payments",
        "Takes money, once, and says so.",
        lead="priya",
        manager="ruben",
        members=("tomas", "ines", "priya", "vera"),
        zone="Europe/Berlin",
        services=(
            ("Payment API", 1, "Card and bank payments for the shop and for partners."),
            ("Payment Worker", 1, "Settles payments in the background."),
            ("Checkout", 1, "Basket, tax and the last page before paying."),
            ("Notification service", 2, "Mail and push messages to customers."),
        ),
    ),
    DemoTeam(
        "platform",
        "Platform",
        "The road everything else drives on.",
        lead="sora",
        manager="ruben",
        members=("sora", "jonas", "amara"),
        zone="Asia/Tokyo",
        services=(
            ("API gateway", 1, "Every request from outside passes here."),
            ("Deploy pipeline", 2, "From merge to production."),
            ("Feature flags", 2, "Switches read by every service."),
            ("Sign-in", 1, "Sessions and tokens."),
        ),
    ),
    DemoTeam(
        "data-stores",
        "Data stores",
        "Keeps what customers trusted us with.",
        lead="felix",
        manager="ruben",
        members=("dana", "felix"),
        zone="Europe/Paris",
        services=(
            ("Orders database", 1, "PostgreSQL: orders, customers, stock."),
            ("Search index", 2, "Product search."),
            ("Backups", 2, "Nightly copies and their rehearsed return."),
        ),
    ),
)


def sign_ins() -> list[tuple[str, str, str]]:
    """(e-mail, password, what this person shows), in the order worth trying."""
    return [(person.email, PASSWORD, person.shows) for person in PEOPLE]
