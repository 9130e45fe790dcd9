"""Only one module may call text safe, and no template may."""

import ast
import re

from tests.architecture.sources import LAYERS, ROOT, modules, name, tree

MARKS = re.compile(r"\|\s*safe\b|safeseq|autoescape off")


def test_it_marks_text_safe_in_one_place() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules(*LAYERS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"mark_safe", "SafeString", "SafeText"}
        and not (node.args and isinstance(node.args[0], ast.Constant))
        and name(path) != "kit/markdown.py"
    ]
    assert found == []


def test_its_templates_escape_everything() -> None:
    found = [name(path) for path in sorted((ROOT / "templates").rglob("*.html")) if MARKS.search(path.read_text())]
    assert found == []
