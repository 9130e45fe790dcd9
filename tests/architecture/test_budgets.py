"""Sizes beyond which a file holds more than one concept."""

import ast
from pathlib import Path

from tests.architecture.sources import LAYERS, ROOT, modules, name, tree


def too_long(paths: list[Path], most: int) -> list[str]:
    lengths = {name(path): len(path.read_text().splitlines()) for path in paths}
    return [f"{file}: {length} lines, at most {most}" for file, length in lengths.items() if length > most]


def test_it_keeps_modules_short() -> None:
    assert too_long(list(modules(*LAYERS, "bench")), 300) == []


def test_it_keeps_test_files_short() -> None:
    assert too_long(list(modules("tests")), 250) == []


def test_it_keeps_templates_short() -> None:
    assert too_long(sorted((ROOT / "templates").rglob("*.html")), 80) == []


def test_it_keeps_sheets_short() -> None:
    assert too_long(sorted((ROOT / "static" / "css").rglob("*.css")), 200) == []


def test_it_keeps_scripts_short() -> None:
    assert too_long(sorted((ROOT / "static" / "js").rglob("*.js")), 150) == []


def words(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the docstring, which a budget must not discourage."""
    return len((ast.get_docstring(node, clean=False) or "").splitlines())


def test_it_keeps_functions_short() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in modules(*LAYERS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 40 + words(node)
    ]
    assert long == []


def test_it_keeps_views_short() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in modules(*LAYERS)
        if "views" in path.parts or path.name == "views.py"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.args.args
        and node.args.args[0].arg == "request"
        and (node.end_lineno or 0) - node.lineno >= 18
    ]
    assert long == []


def test_it_keeps_the_readme_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 100


def test_it_keeps_decisions_short() -> None:
    assert too_long(sorted((ROOT / "docs" / "decisions").glob("*.md")), 30) == []
