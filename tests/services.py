"""A pytest plugin: PostgreSQL and Valkey are up, and named in the environment, before the settings are read.

The real engines with durability off, in a state directory of their own; a test database on them is pytest-django's.
"""

import os

os.environ["DEBRIEF_ENV"] = "test"
os.environ.setdefault("DEBRIEF_LOG_LEVEL", "WARNING")
# A developer's own settings must not decide whether the tests pass.
for name in [name for name in os.environ if name.startswith(("DEBRIEF_SMTP_", "DEBRIEF_MAIL_"))]:
    del os.environ[name]

from kit.embedded import ensure_env

ensure_env(volatile=True)
