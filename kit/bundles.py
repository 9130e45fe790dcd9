"""One stylesheet from many: `css/debrief.css` is the sheets named in `static/css/order.txt`, in that order.

A browser fetches one file, people edit small ones, and nothing has to be built: a changed sheet renews the bundle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/debrief.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s*\n\s*")
# How our modules name one another, and how the same reads with a hashed name: Django's own spelling of such rules.
IMPORTS = (
    (r"""(?P<matched>import\s*["'](?P<url>\./[^"']+)["'];)""", 'import "%(url)s";'),
    (
        r"""(?P<matched>import (?P<names>[^;"']+?) from ["'](?P<url>\./[^"']+)["'];)""",
        'import %(names)s from "%(url)s";',
    ),
)


def sheets(root: Path) -> list[Path]:
    """The sheets of a `css` folder in their order of authority."""
    return [root / name for name in (root / "order.txt").read_text().split()]


def joined(paths: Iterable[Path]) -> str:
    """The sheets as one, without comments and indentation."""
    return "\n".join(_BLANK.sub("\n", _COMMENT.sub("", path.read_text())).strip() for path in paths) + "\n"


class BundleFinder(BaseFinder):
    """Serves the bundle wherever Django looks for static files: in development, in tests and in collectstatic."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.source = settings.BASE_DIR / "static" / "css"
        self.storage = FileSystemStorage(location=settings.BASE_DIR / "var" / "bundles")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != BUNDLE:
            return []
        return [str(self.built())] if find_all else str(self.built())

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self.built()
        yield BUNDLE, self.storage

    def built(self) -> Path:
        """The bundle's file, written anew when it is missing or older than a sheet."""
        target = Path(self.storage.path(BUNDLE))
        sources = sheets(self.source)
        newest = max(path.stat().st_mtime_ns for path in [*sources, self.source / "order.txt"])
        if not target.exists() or target.stat().st_mtime_ns < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Replaced in one step: another process may be reading it.
            fresh = target.with_name(f".{target.name}.{id(self)}")
            fresh.write_text(joined(sources))
            fresh.replace(target)
        return target


class BundledManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for caching for ever, also inside the import statements of our modules.

    Only ours: other packages' scripts name modules in ways that are no files here.
    """

    patterns = (
        *HashedFilesMixin.patterns,
        ("js/*.js", IMPORTS),
    )
