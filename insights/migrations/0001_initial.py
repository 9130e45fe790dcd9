import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kit.clock

# Per table, the columns numbers are made of; every row counts when there are none. A change of anything else, such
# as a text that is being typed, marks nothing.
TABLES = {
    "incidents_incident": "severity kind visibility started_at detected_at engaged_at understood_at fix_decided_at"
    " restored_at resolved_at decision title number users_percent",
    "incidents_incident_services": "incident_id service_id",
    "incidents_incident_teams": "incident_id team_id",
    "incidents_incident_tags": "incident_id tag_id",
    "incidents_incidentrelation": "incident_id other_id kind",
    "incidents_participation": "incident_id user_id",
    "incidents_tag": "name kind",
    "incidents_service": "name slug team_id archived_at",
    "accounts_team": "name slug archived_at",
    "actions_check": "action_id answer answered_at",
    "postmortems_postmortem": "incident_id title state published_at summary revision_id",
    "postmortems_why": "postmortem_id is_root removed_at answer",
    "meetings_meeting": "incident_id state started_at",
    "meetings_attendee": "meeting_id invited_at taken_off_at joined_at",
    "meetings_surveyanswer": "meeting_id",
}
ACTION = (
    "incident_id team_id owner_id due_on priority category state closed_at moved clock_started_at created_at source title"
)


FUNCTIONS = """
CREATE FUNCTION insights_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO insights_mark (day) SELECT NULL WHERE EXISTS (SELECT FROM changed);
    RETURN NULL;
END $$;
CREATE FUNCTION insights_mark_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO insights_mark (day) SELECT NULL WHERE EXISTS'
        ' (SELECT FROM was JOIN changed USING (id) WHERE (%s) IS DISTINCT FROM (%s))', TG_ARGV[0], TG_ARGV[1]
    );
    RETURN NULL;
END $$;
CREATE FUNCTION insights_mark_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO insights_mark (day)
    SELECT DISTINCT d.day FROM changed CROSS JOIN LATERAL (VALUES
        (changed.due_on), ((changed.closed_at AT TIME ZONE 'UTC')::date), ((changed.created_at AT TIME ZONE 'UTC')::date)
    ) AS d (day);
    RETURN NULL;
END $$;
CREATE FUNCTION insights_mark_action_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO insights_mark (day) SELECT DISTINCT d.day FROM was JOIN changed USING (id) CROSS JOIN LATERAL (VALUES'
        ' (was.due_on), (changed.due_on), ((was.closed_at AT TIME ZONE ''UTC'')::date),'
        ' ((changed.closed_at AT TIME ZONE ''UTC'')::date), ((changed.created_at AT TIME ZONE ''UTC'')::date)'
        ') AS d (day) WHERE (%s) IS DISTINCT FROM (%s)', TG_ARGV[0], TG_ARGV[1]
    );
    RETURN NULL;
END $$;
-- Severity and visibility of an incident decide where its actions count.
CREATE FUNCTION insights_mark_severity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO insights_mark (day)
    SELECT DISTINCT d.day FROM was JOIN changed USING (id) JOIN actions_action AS a ON a.incident_id = changed.id
    CROSS JOIN LATERAL (VALUES
        (a.due_on), ((a.closed_at AT TIME ZONE 'UTC')::date), ((a.created_at AT TIME ZONE 'UTC')::date)
    ) AS d (day)
    WHERE (was.severity, was.visibility) IS DISTINCT FROM (changed.severity, changed.visibility);
    RETURN NULL;
END $$;
-- What is there already.
INSERT INTO insights_mark (day)
SELECT due_on FROM actions_action UNION SELECT (closed_at AT TIME ZONE 'UTC')::date FROM actions_action
UNION SELECT (created_at AT TIME ZONE 'UTC')::date FROM actions_action;
-- Numbers over years of incidents read nothing but this.
CREATE INDEX insights_incidents ON incidents_incident (started_at) INCLUDE
    (id, severity, kind, visibility, detected_at, engaged_at, understood_at, fix_decided_at, restored_at, resolved_at);
CREATE INDEX insights_owed ON incidents_incident (resolved_at) INCLUDE (id, severity, visibility, decision);
CREATE INDEX insights_preventive ON actions_action (created_at) WHERE source = 'other_team';
"""


def trigger(table: str, event: str, function: str, columns: str = "") -> str:
    rows = {"insert": "NEW TABLE AS changed", "delete": "OLD TABLE AS changed"}
    tables = rows.get(event, "OLD TABLE AS was NEW TABLE AS changed")
    names = [", ".join(f"{row}.{column}" for column in columns.split()) for row in ("was", "changed") if columns]
    given = ", ".join(f"'ROW({each})'" for each in names)
    return (
        f"CREATE TRIGGER {function}_{event} AFTER {event.upper()} ON {table}"
        f" REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {function}({given});"
    )


def triggers() -> list[tuple[str, str, str, str]]:
    """(table, event, function, columns) of each."""
    found = []
    for table, columns in TABLES.items():
        found += [(table, event, "insights_mark", "") for event in ("insert", "delete")]
        found.append((table, "update", "insights_mark_update", columns))
    found += [("actions_action", event, "insights_mark_action", "") for event in ("insert", "delete")]
    found.append(("actions_action", "update", "insights_mark_action_update", ACTION))
    found.append(("incidents_incident", "update", "insights_mark_severity", ""))
    return found


MARKS = "\n".join(trigger(*each) for each in triggers())
UNMARK = "\n".join(f"DROP TRIGGER {function}_{event} ON {table};" for table, event, function, _ in triggers())
DROPPED = "\n".join(f"DROP FUNCTION {name}();" for name in sorted({function for _, _, function, _ in triggers()}))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("meetings", "0001_initial"),
        ("postmortems", "0021_wording"),
        ("actions", "0007_follow_through"),
        ("incidents", "0006_channels"),
    ]

    operations = [
        migrations.CreateModel(
            name='Tide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('swept', models.BigIntegerField(default=0)),
                ('newest', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='ActionDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('severity', models.CharField(blank=True, max_length=4)),
                ('day', models.DateField()),
                ('cells', models.JSONField(help_text='Key to how many, as insights.cells names them.')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('severity', 'day'), name='action_day_once')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('day__isnull', False)), fields=['day'], name='mark_day')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=kit.clock.now)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RunSQL(
            FUNCTIONS + MARKS,
            UNMARK + DROPPED + "DROP INDEX insights_incidents; DROP INDEX insights_owed; DROP INDEX insights_preventive;",
        ),
    ]
