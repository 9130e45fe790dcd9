from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from api.schemas.common import Moment, Person


class Service(Schema):
    slug: str
    name: str
    team: str = Field(description="Slug.")
    tier: int = Field(description="1 is the most critical.")
    description: str


class Services(Schema):
    items: list[Service]


class Team(Schema):
    slug: str
    name: str
    purpose: str
    lead: str | None = Field(description="Handle.")
    manager: str | None = Field(description="Handle.")


class Teams(Schema):
    items: list[Team]


class People(Schema):
    """The first hundred whose handle or name matches."""

    items: list[Person]


class Oneself(Person):
    role: Literal["viewer", "member", "leadership", "administrator"]
    token: str = Field(description="What the token is called.")
    scopes: list[str]
    expires_at: Moment | None


class Place(Schema):
    label: str
    text: str
    page: str


class Hit(Schema):
    reference: str
    title: str
    places: list[Place] = Field(description="Where the words were found.")
    page: str


class Hits(Schema):
    count: int = Field(description="How many there are.")
    items: list[Hit]
    next: int | None = Field(description="Number of the next page; null on the last.")
