"""The OpenAPI document: what the framework derives from the code, and what our doors add to every operation."""

from __future__ import annotations

from typing import Any

from api.problems import MEDIA_TYPE, TITLES

PROBLEM = {
    "type": "object",
    "description": "RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reasons": {"type": "array", "items": {"type": "string"}},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
ALWAYS = (400, 401, 403, 404, 422, 429)
WRITING = (409, 412, 415, 428)
ETAG = {"ETag": {"description": "Names this version, for If-Match.", "schema": {"type": "string"}}}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "1 to 255 printable characters. Sent again with the same request within two days, nothing is done "
    "twice and the answer is the same.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag that was read. 412 when it was changed since.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}(-[0-9a-f]{16})?"$'},
}


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with errors, headers and conditions said of each operation."""
    components = document.setdefault("components", {}).setdefault("schemas", {})
    components["Problem"] = PROBLEM
    for path in document["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    _drop_null_defaults(components)
    return document


def _complete(method: str, operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    if method == "post":
        parameters.append(KEY)
    if method in ("patch", "put"):
        # A text with its base needs no version: what differs is put into the text as it is now.
        parameters.append(MATCH | {"required": method == "patch"})
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, answer in operation["responses"].items():
        if int(status) < 300 and method in ("get", "patch", "put", "post"):
            answer["headers"] = ETAG
    for status in ALWAYS if method == "get" else ALWAYS + WRITING:
        operation["responses"][str(status)] = {"description": TITLES[status], "content": content}
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}


def _drop_null_defaults(schema: Any) -> None:
    """A member that may be left out has no default: null would be a value."""
    if isinstance(schema, dict):
        if "default" in schema and schema["default"] is None:
            del schema["default"]
        for member in schema.values():
            _drop_null_defaults(member)
    elif isinstance(schema, list):
        for member in schema:
            _drop_null_defaults(member)
