"""Web processes that are there at once: forked from one that has loaded the product and serves nobody.

So a hundred of them can be killed within a minute. They run what `bin/dev` runs, each on a
port and under a name of its own.
"""

import os
import signal
import sys
from typing import NoReturn

from config.supervisor.__main__ import commands
from config.supervisor.children import die_with_parent


def main() -> None:
    """Reads lines `NAME PORT`, answers each with the process that serves there now."""
    import httptools  # noqa: F401
    import uvicorn.main
    import uvicorn.protocols.http.httptools_impl
    import uvicorn.protocols.websockets.websockets_sansio_impl  # noqa: F401
    import uvloop  # noqa: F401

    import config.asgi  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.readline():
        name, port = line.split()
        pid = os.fork()
        if pid == 0:
            serve(name, int(port))
        print(pid, flush=True)


def serve(name: str, port: int) -> NoReturn:
    from django.conf import settings
    from uvicorn.main import main as uvicorn

    os.setsid()
    die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    settings.DATABASES["default"].setdefault("OPTIONS", {})["application_name"] = name
    _python, _module, _uvicorn, *arguments = dict(commands("127.0.0.1", port, reload=False))["web"]
    try:
        uvicorn(arguments)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
