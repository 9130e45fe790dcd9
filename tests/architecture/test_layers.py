"""What import-linter cannot see: relations are imports in disguise, and doors do not write."""

import ast
import re
import subprocess
import sys

import pytest
from django.apps import apps

from tests.architecture.sources import LAYERS, ROOT, doors, modules, name, tree

# Beside those: rows of a thing that was looked up so, notices in a room of such a team, what one may hurry.
LOOKED_UP = re.compile(r"visible_to|sealed_from|^shown\.|to_room|deliverable_by")
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def test_it_imports_downward_only() -> None:
    done = subprocess.run([f"{sys.prefix}/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def upward_accessors(layer: int) -> set[str]:
    """Names by which an app could reach rows of the apps above it, unless a model it may know uses the name too."""
    own = set(LAYERS[layer:])
    allowed: set[str] = set()
    upward: set[str] = set()
    for model in apps.get_models():
        label = model._meta.app_label
        for field in model._meta.get_fields(include_hidden=False):
            if field.auto_created and field.is_relation:
                accessor = field.get_accessor_name()
                above = field.related_model._meta.app_label not in own
                if label in own and above and field.related_model._meta.app_label in LAYERS:
                    upward.add(accessor or "")
                elif label in own:
                    allowed.add(accessor or "")
            elif label in own:
                allowed.add(field.name)
    return upward - allowed - {""}


@pytest.mark.parametrize("app", LAYERS[2:-1])
def test_it_never_reaches_upward_through_a_relation(app: str) -> None:
    names = upward_accessors(LAYERS.index(app))
    found = []
    for path in modules(app):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in names:
                found.append(f"{name(path)}:{node.lineno} .{node.attr}")
            if isinstance(node, ast.keyword) and node.arg and node.arg.split("__")[0] in names and "__" in node.arg:
                found.append(f"{name(path)}: {node.arg}=")
    assert found == []


def verbs_known_as(module: ast.Module) -> set[str]:
    """The names under which a module imported packages of verbs, as in `from actions import workflow as actions`."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "workflow" or (node.module or "").endswith("workflow")
    }


def test_its_doors_never_write() -> None:
    found = [
        f"{name(path)}:{node.lineno} .{node.func.attr}()"
        for path in doors()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and getattr(node.func.value, "id", "") not in verbs_known_as(tree(path))
    ]
    assert found == []


def test_its_doors_look_rows_up_among_what_is_visible() -> None:
    found = []
    # Receivers and tasks act for Debrief itself; an administrator breaks the glass of what is not visible.
    for path in [path for path in doors() if not {"receivers.py", "tasks.py"} & {path.name}]:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called == "get_object_or_404" and not LOOKED_UP.search(ast.unparse(node.args[0])):
                found.append(f"{name(path)}:{node.lineno} {ast.unparse(node)}")
            if called == "get" and ast.unparse(node.func).endswith(".objects.get"):
                found.append(f"{name(path)}:{node.lineno} {ast.unparse(node)}")
    assert found == []
