"""docs/settings.md, .env.example, docker-compose.yml and the code name the same settings."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

READ = re.compile(r"""(?:env\.(?:text|flag|whole|words|choice)\(|environ(?:\.get\(|\[))\s*["']([A-Z][A-Z0-9_]+)["']""")
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \|", re.MULTILINE)
SHELL = re.compile(r"\$\{(DEBRIEF_[A-Z_]+)")
INTERPOLATED = re.compile(r"\$\{([A-Z0-9_]+)")

# Not ours to document: Python's, Django's and the shell's own.
FOREIGN = {"DJANGO_SETTINGS_MODULE", "PATH", "PYTHONWARNINGS", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def text(name: str) -> str:
    return (ROOT / name).read_text()


def sources() -> list[Path]:
    apps = (
        "config",
        "kit",
        "overview",
        "signals",
        "meetings",
        "postmortems",
        "actions",
        "incidents",
        "accounts",
        "activity",
        "live",
    )
    found = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    return [*found, ROOT / "bin" / "_environment.py", ROOT / "tests" / "chromium.py"]


def names_read() -> set[str]:
    python = {name for path in sources() for name in READ.findall(path.read_text())}
    return (python | set(SHELL.findall(text("bin/_python")))) - FOREIGN


def names_in_example() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", text(".env.example"), re.MULTILINE))


def documented(*, before: str = "\0") -> set[str]:
    return set(ROW.findall(text("docs/settings.md").partition(before)[0]))


def test_it_documents_every_setting_that_is_read_and_no_other() -> None:
    composed = set(INTERPOLATED.findall(text("docker-compose.yml")))
    assert documented() == names_read() | composed


def test_it_offers_every_setting_of_the_product_in_the_example() -> None:
    of_the_product = documented(before="## The commands in bin/") - {"DEBRIEF_VAR"}
    assert names_in_example() == of_the_product


def test_it_passes_every_setting_of_production_to_the_containers() -> None:
    not_for_production = {"DEBRIEF_DEBUG", "DEBRIEF_DEMO", "DEBRIEF_VAR"}
    composed = set(re.findall(r"\b([A-Z][A-Z0-9_]+):", text("docker-compose.yml")))
    missing = documented(before="## docker compose") - not_for_production - composed
    assert not missing
