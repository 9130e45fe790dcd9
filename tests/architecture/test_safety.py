"""Only three modules may call text safe, and no template may."""

import ast
import re

from tests.architecture.sources import LAYERS, ROOT, modules, name, tree

# Markdown; lists of hundreds of choices, which tests/kit/test_selects.py holds to what Django draws; and what is marked
# in hits, which tests/library/test_marking.py holds to what Django escapes.
MAY = {"kit/markdown.py", "kit/components/selects.py", "library/marking.py"}
MARKS = re.compile(r"\|\s*safe\b|safeseq|autoescape off")


def test_it_marks_text_safe_in_three_places_only() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules(*LAYERS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"mark_safe", "SafeString", "SafeText"}
        and not (node.args and isinstance(node.args[0], ast.Constant))
        and name(path) not in MAY
    ]
    assert found == []


def test_its_templates_escape_everything() -> None:
    found = [name(path) for path in sorted((ROOT / "templates").rglob("*.html")) if MARKS.search(path.read_text())]
    assert found == []
