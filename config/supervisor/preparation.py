"""Before the first request: the schema, and on the first run the demo. A process apart: its memory is given back.

    python -m config.supervisor.preparation SIGN_INS

writes what the demo's people sign in with to the file SIGN_INS.
"""

import os
import sys
from io import StringIO
from pathlib import Path

import django

from config import env
from config.supervisor.console import step


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    # Always, for it also puts into the database what every new one holds, should that have been cut short.
    with step("Bringing the database up to date"):
        call_command("migrate", interactive=False, verbosity=0)
    if env.flag("DEBRIEF_DEMO", default=True):
        with step("Looking for the demo, loading it on the first run (half a minute)"):
            call_command("seed", if_empty=True)
    out = StringIO()
    call_command("demo_signins", stdout=out)
    Path(sys.argv[1]).write_text(out.getvalue())


if __name__ == "__main__":
    main()
