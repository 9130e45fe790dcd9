"""A pytest plugin: PostgreSQL and Valkey are up, and named in the environment, before the settings are read.

The real engines with durability off, in a state directory of their own; a test database on them is pytest-django's.
"""

import gc
import os

# Looking for garbage through all that is imported, every few thousand objects, would take a third of the time.
gc.set_threshold(50_000, 20, 50)

os.environ["DEBRIEF_ENV"] = "test"
os.environ.setdefault("DEBRIEF_LOG_LEVEL", "WARNING")
# A developer's own settings must not decide whether the tests pass.
for name in [name for name in os.environ if name.startswith(("DEBRIEF_SMTP_", "DEBRIEF_MAIL_"))]:
    del os.environ[name]

from kit.embedded import Services, ensure_env, var_directory

ensure_env(volatile=True)


def own_queue(worker: str) -> None:
    """Tests that run side by side have databases of their own; their caches and queues must not meet either."""
    shared = Services(var_directory() / "test", volatile=True)
    shared.locate()
    if os.environ["REDIS_URL"] == shared.valkey.url:
        own = Services(shared.state / worker, postgres=False, volatile=True)
        own.acquire()
        os.environ.update(own.environment())


if "PYTEST_XDIST_WORKER" in os.environ:
    own_queue(os.environ["PYTEST_XDIST_WORKER"])


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
