"""The API: its operations, and how it answers when something is wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from api import problems
from api.description import completed
from api.views import actions, exports, incidents, measures, others, signals, timeline, write_ups

SAID = """Everything that is written up, and what was promised, for programs.

A token acts for a person or a service account: what they may see and do, it may, as far as its scopes reach. Times are
RFC 3339 with a zone. Lists are paged by cursor: send `next` as `after`. Whoever changes something says which version
was read (`If-Match`), and whoever makes something may say so twice (`Idempotency-Key`). Errors are RFC 9457 problem
details; 409 means that a rule of the product says no, and why."""


class Product(NinjaAPI):
    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        document = super().get_openapi_schema(path_prefix=path_prefix or "/api/v1/", path_params=path_params)
        completed(document)
        return document


# A line break within a paragraph is ours, not the reader's.
ABOUT = "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in SAID.split("\n\n"))

api = Product(
    title="Debrief",
    version="1",
    description=ABOUT,
    docs_url=None,
    urls_namespace="api-v1",
    servers=[{"url": settings.BASE_URL}],
)
problems.register(api)
for module in (others, incidents, timeline, signals, write_ups, exports, actions, measures):
    api.add_router("", module.router)
