"""bench/run: everything, or the parts that are named."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.report import report

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("bare", "pages", "ladder", "reading", "memory", "search", "likeness", "insights", "review", "live")
TENTH, WHOLE = "0.1", "1"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"Any of: {', '.join(PARTS)}. All when none is named.")
    parser.add_argument("--state", type=Path, default=ROOT / "var" / "bench", help="Where the databases are kept.")
    parser.add_argument("--write", action="store_true", help="Write the tables into bench/README.md.")
    arguments = parser.parse_args()
    parts = arguments.parts or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        parser.error(f"There is no part {', '.join(sorted(unknown))}.")
    if tenth := [part for part in parts if part in ("pages", "live")]:
        measure(arguments.state, TENTH, tenth)
    # What is typed does not ask how long the history is.
    if whole := [part for part in parts if part != "live"]:
        measure(arguments.state, WHOLE, whole)
    results = [json.loads(path.read_text()) for path in sorted(arguments.state.glob("result-*.json"))]
    return report(results, ROOT / "bench" / "README.md" if arguments.write else None)


def measure(state: Path, scale: str, parts: list[str]) -> None:
    """In a process of its own: each database has its own servers. What was measured before is kept."""
    place = state / f"scale-{scale}"
    place.mkdir(parents=True, exist_ok=True)
    kept, fresh = state / f"result-{scale}.json", state / "fresh.json"
    environment = {
        **os.environ,
        "DEBRIEF_VAR": str(place),
        "DEBRIEF_ENV": "development",
        "DEBRIEF_LOG_LEVEL": "WARNING",
    }
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "bench.measuring", scale, str(fresh), *parts]
    fresh.unlink(missing_ok=True)
    failed = subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
    if fresh.exists():
        before: dict[str, Any] = json.loads(kept.read_text()) if kept.exists() else {}
        kept.write_text(json.dumps(before | json.loads(fresh.read_text()), indent=1))
        fresh.unlink()
    if failed:
        raise SystemExit(f"Measuring at scale {scale} failed: the lines above say why.")


if __name__ == "__main__":
    raise SystemExit(main())
