from django.db import migrations

# Per table, how its rows lead to an incident.
TABLES = {
    "incidents_incident": "id",
    "incidents_incident_services": "incident_id",
    "incidents_incident_teams": "incident_id",
    "incidents_incident_tags": "incident_id",
    "incidents_timelineentry": "incident_id",
    "actions_action": "incident_id",
    "postmortems_postmortem": "incident_id",
    "postmortems_section": "of_postmortem",
    "postmortems_impactfigure": "of_postmortem",
    "postmortems_why": "of_postmortem",
    "postmortems_contributingfactor": "of_postmortem",
    "postmortems_defence": "of_postmortem",
    "postmortems_mitigator": "of_postmortem",
    "postmortems_whatif": "of_postmortem",
}
EVENTS = {"insert": "NEW TABLE AS changed", "update": "NEW TABLE AS changed", "delete": "OLD TABLE AS changed"}

# Only rows are added, so that nobody waits for anybody; the sweep makes one of many.
FUNCTIONS = """
CREATE FUNCTION library_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO library_change (incident_id) SELECT DISTINCT %1$I FROM changed WHERE %1$I IS NOT NULL', TG_ARGV[0]
    );
    RETURN NULL;
END $$;
CREATE FUNCTION library_mark_postmortem() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO library_change (incident_id)
    SELECT DISTINCT p.incident_id FROM changed AS c JOIN postmortems_postmortem AS p ON p.id = c.postmortem_id;
    RETURN NULL;
END $$;
-- What is there already.
INSERT INTO library_change (incident_id) SELECT id FROM incidents_incident ORDER BY id;
"""


def trigger(table: str, leads: str, event: str, rows: str) -> str:
    call = "library_mark_postmortem()" if leads == "of_postmortem" else f"library_mark('{leads}')"
    return (
        f"CREATE TRIGGER library_{event} AFTER {event.upper()} ON {table}"
        f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {call};"
    )


MARKS = "\n".join(
    trigger(table, leads, event, rows) for table, leads in TABLES.items() for event, rows in EVENTS.items()
)
UNMARK = "\n".join(f"DROP TRIGGER library_{event} ON {table};" for table in TABLES for event in EVENTS)


class Migration(migrations.Migration):
    """The database marks what changed, in the transaction of the change: no way of changing can be forgotten."""

    dependencies = [
        ("library", "0001_initial"),
        ("postmortems", "0021_wording"),
        ("actions", "0006_title_words"),
        ("incidents", "0005_current"),
    ]

    operations = [
        migrations.RunSQL(
            FUNCTIONS + MARKS,
            UNMARK + "DROP FUNCTION library_mark(); DROP FUNCTION library_mark_postmortem();",
        )
    ]
