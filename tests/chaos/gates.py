"""Points at which a process can be stopped exactly: triggers in the test's own database that wait while a gate is shut.

PostgreSQL itself says who has arrived. Nothing of this is in the product, which does not know that it waits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

GATES = {
    # The notices are written, the actions are not marked yet, nothing is committed.
    "opening": "trigger {name} before update of last_step on actions_action for each statement",
    # The commit is on its way, its answer will reach nobody.
    "opened": "constraint trigger {name} after update on actions_action deferrable initially deferred"
    " for each row when (old.last_step is distinct from new.last_step)",
    # The sweeper's claim is being committed, nothing is sent.
    "claimed": "constraint trigger {name} after update on activity_notice deferrable initially deferred"
    " for each row when (old.held_until is distinct from new.held_until and new.held_until is not null)",
    # The first mail of a claimed batch is about to leave.
    "sending": "trigger {name} before insert on activity_mail for each statement",
    # The mail has left, its notice does not say so yet.
    "sent": "trigger {name} before update on activity_notice"
    " for each row when (new.state = 'sent' and old.state = 'due' and new.channel = 'email')",
    # The text of a section is about to be written, and is being committed.
    "saving": "trigger {name} before update of body on postmortems_section for each statement",
    "saved": "constraint trigger {name} after update on postmortems_section deferrable initially deferred"
    " for each row when (old.body is distinct from new.body)",
    # What was typed is about to be stored, and is being committed.
    "appending": "trigger {name} before insert on live_update for each statement",
    "appended": "constraint trigger {name} after insert on live_update deferrable initially deferred for each row",
    # What came in is understood and about to be kept.
    "hearing": "trigger {name} before insert on signals_signal for each statement",
    # It is kept, and a rule has declared an incident because of it, which nothing remembers yet.
    "declaring": "trigger {name} before insert on signals_opening for each statement",
    # The incident is being told when it was detected or restored.
    "telling": "trigger {name} before update of restored_at on signals_opening for each statement",
    # All of a batch is done, and the commit is on its way.
    "heard": "constraint trigger {name} after update on signals_delivery deferrable initially deferred"
    " for each row when (old.state = 'waiting' and new.state <> 'waiting')",
}
KEYS = {name: number for number, name in enumerate(GATES, start=7_000)}

FUNCTION = """
    create function pass_gate() returns trigger language plpgsql as $$
    begin
        perform pg_advisory_lock_shared(tg_argv[0]::bigint);
        perform pg_advisory_unlock_shared(tg_argv[0]::bigint);
        return new;
    end $$
"""
WAITING = "select pid from pg_locks where locktype = 'advisory' and objid = %s and not granted"


class Gate:
    def __init__(self, connection: "psycopg.Connection[tuple[int]]", key: int) -> None:
        self.connection = connection
        self.key = key

    def waiting(self) -> list[int]:
        """The database's processes that stand at the gate."""
        return [pid for (pid,) in self.connection.execute(WAITING, [self.key])]

    def cut_off(self) -> None:
        """Let the database notice that they have lost their client, before they take another step."""
        for pid in self.waiting():
            self.connection.execute("select pg_terminate_backend(%s, 10000)", [pid])


def build(ask: Callable[[str], object]) -> None:
    ask(FUNCTION)
    for name, trigger in GATES.items():
        ask(f"create {trigger.format(name=f'gate_{name}')} execute function pass_gate({KEYS[name]})")


@contextmanager
def shut(url: str, name: str) -> Iterator[Gate]:
    """The server itself may be killed meanwhile."""
    connection = psycopg.connect(url, autocommit=True)
    try:
        connection.execute("select pg_advisory_lock(%s)", [KEYS[name]])
        yield Gate(connection, KEYS[name])
    finally:
        connection.close()
