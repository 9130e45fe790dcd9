"""All parts in their order."""

from __future__ import annotations

from django.db import connection
from psycopg import sql

from config.filling import documents, freezing, incidents, organisation, record, write_ups
from config.filling.plan import Plan
from config.filling.progress import Progress
from config.filling.promises import Promises
from config.filling.sheets import bare_tables
from config.filling.stories import tell

# Tables that grow with the history; what they have by far most of is rows, so they are written without indexes.
LONG = (
    *("incidents_incident", "incidents_incident_services", "incidents_incident_teams", "incidents_incident_tags"),
    *("incidents_participation", "incidents_severitychange", "incidents_timelineentry", "incidents_quietspell"),
    *("actions_action", "activity_activity", "activity_notice", "activity_follow"),
    *("postmortems_postmortem", "postmortems_section", "postmortems_why", "postmortems_contributingfactor"),
    *("postmortems_contributingfactor_actions", "postmortems_impactfigure", "postmortems_authorship"),
    *("postmortems_defence", "postmortems_mitigator", "postmortems_whatif"),
)
SEQUENCES = {"incident_number": "incidents_incident", "action_number": "actions_action"}


def write(plan: Plan, progress: Progress) -> None:
    """Expects an empty database; leaves one whose statistics are known."""
    with bare_tables(LONG, progress):
        progress.begin("people, teams and services")
        here = organisation.found(plan, progress)
        stories = tell(plan, here)
        progress.begin("incidents")
        incidents.write(plan, here, stories, progress)
        incidents.write_around(plan, stories, progress)
        told = write_ups.choose(plan, here, stories)
        progress.begin("action items")
        promises = Promises(plan, here, stories, {w.story.number for w in told if w.published_at is None})
        promises.write(progress)
        progress.begin("write-ups")
        documents.open_empty(told, progress)
        write_ups.write(plan, here, told, promises.made, progress)
        progress.begin("the record")
        record.write(stories, told, promises.made, progress)
        progress.begin("notices")
        record.tell(plan, here, told, promises.made, progress)
    progress.begin("documents")
    _run("ANALYZE")
    documents.write_logs(told, progress)
    progress.begin("revisions")
    freezing.freeze(told, progress)
    _count_on()
    progress.begin("tidying the tables")
    _run("VACUUM ANALYZE")


def _count_on() -> None:
    with connection.cursor() as cursor:
        for sequence, table in SEQUENCES.items():
            highest = sql.SQL("SELECT setval(%s, max(number)) FROM {}").format(sql.Identifier(table))
            cursor.execute(highest, [sequence])


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
