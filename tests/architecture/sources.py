"""The project's own files, for tests that read them."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# From the top down; an app may know those below it only.
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = tuple(app.strip() for layer in CONTRACTS[0]["layers"] for app in layer.split("|"))
DOORS = ("views", "tasks", "receivers", "admin", "consumer", "api")


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Python files of these folders, migrations left out."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(path for path in found if "migrations" not in path.parts and "__pycache__" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def doors() -> Iterator[Path]:
    for path in modules(*LAYERS):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if len(parts) > 1 and parts[1] in DOORS:
            yield path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
