"""Everything that is recorded or told can be said in words."""

import ast

import pytest
from django.template.loader import get_template

from activity.kinds import KINDS
from tests.architecture.sources import LAYERS, ROOT, modules, name, tree


def recorded_verbs() -> dict[str, str]:
    """Verb → where it is recorded, for every `record("noun.participle", …)` of the code."""
    found: dict[str, str] = {}
    for path in modules(*LAYERS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record":
                for argument in ast.walk(node.args[0]) if node.args else ():
                    if isinstance(argument, ast.Constant) and "." in str(argument.value):
                        found[str(argument.value)] = f"{name(path)}:{node.lineno}"
    return found


def test_it_can_say_what_was_done() -> None:
    verbs = recorded_verbs()
    assert verbs
    missing = [
        f"{verb} ({where})"
        for verb, where in verbs.items()
        if not (ROOT / "templates" / "activity" / f"{verb.replace('.', '/')}.html").exists()
    ]
    assert missing == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [".html", ".txt", ".subject.txt"])
def test_it_can_say_what_somebody_is_told(kind: str, part: str) -> None:
    get_template(f"activity/notices/{kind}{part}")
