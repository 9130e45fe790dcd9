"""`python -m exchange.printing`: HTML in, PDF out. Knows nothing of Django, fetches nothing from anywhere."""

from __future__ import annotations

import sys
from typing import Any

MISSING = 3
# A page that wants more of the machine than this is none that somebody wrote.
MOST_MEMORY = 2_000_000_000
MOST_SECONDS = 80


def main() -> int:
    _bounded()
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (OSError, ImportError):
        return MISSING

    class Nothing(URLFetcher):
        """Only what the page carries itself."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                raise ValueError("nothing is fetched")
            return super().fetch(url, headers)

    html = sys.stdin.buffer.read().decode()
    made = HTML(string=html, url_fetcher=Nothing()).write_pdf(pdf_identifier=b"debrief")
    sys.stdout.buffer.write(made)
    return 0


def _bounded() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    # No file becomes larger: what is made goes out by the pipe.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
