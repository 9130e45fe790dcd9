"""docker-compose.yml is what it says it is, as far as that can be told without Docker."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]

# The part of the Compose specification that the file uses; anything else in it is a mistake.
TEXTS = {"type": "array", "items": {"type": "string"}}
DURATION = {"type": "string", "pattern": r"^\d+(s|m|h)$"}
CONDITION = {"enum": ["service_started", "service_healthy", "service_completed_successfully"]}
HEALTHCHECK = {
    "type": "object",
    "properties": {
        "test": {"type": "array", "prefixItems": [{"enum": ["CMD", "CMD-SHELL"]}], "items": {"type": "string"}},
        "interval": DURATION,
        "timeout": DURATION,
        "start_period": DURATION,
        "retries": {"type": "integer", "minimum": 1},
        "disable": {"type": "boolean"},
    },
    "additionalProperties": False,
}
SERVICE = {
    "type": "object",
    "required": ["image", "healthcheck"],
    "properties": {
        "image": {"type": "string"},
        "build": {"type": "string"},
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "read_only": {"type": "boolean"},
        "tmpfs": TEXTS,
        "cap_drop": TEXTS,
        "security_opt": TEXTS,
        "environment": {"type": "object", "additionalProperties": {"type": "string"}},
        "volumes": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+:/"}},
        "shm_size": {"type": "string"},
        "stop_grace_period": DURATION,
        "healthcheck": HEALTHCHECK,
        "command": TEXTS,
        "depends_on": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["condition"],
                "properties": {"condition": CONDITION},
                "additionalProperties": False,
            },
        },
        "ports": TEXTS,
        "profiles": TEXTS,
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["name", "services", "volumes"],
    "properties": {
        "name": {"type": "string"},
        "services": {"type": "object", "additionalProperties": SERVICE},
        "volumes": {"type": "object"},
    },
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def test_it_keeps_to_the_specification(compose: dict[str, Any]) -> None:
    jsonschema.validate(compose, SCHEMA)


def test_it_runs_everything_the_product_needs(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"db", "valkey", "migrate", "web", "worker", "beat", "mail"}


def test_it_waits_only_for_services_and_keeps_only_volumes_that_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= set(compose["services"])
        assert {volume.partition(":")[0] for volume in service.get("volumes", [])} <= set(compose["volumes"])


def test_it_checks_the_health_of_everything_that_stays(compose: dict[str, Any]) -> None:
    unchecked = {name for name, service in compose["services"].items() if service["healthcheck"].get("disable")}
    assert unchecked == {"migrate"}


def test_it_runs_the_product_locked_down(compose: dict[str, Any]) -> None:
    for name in ("migrate", "web", "worker", "beat"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.search(r"^USER debrief$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


def test_it_holds_no_secret_of_its_own(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if name.endswith(("_KEY", "PASSWORD")):
                assert value.startswith("${"), name
