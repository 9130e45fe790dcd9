from django.db import migrations

# Per table, the columns numbers are made of.
TABLES = {
    "learning_read": "postmortem_id teams",
    # Whether those who met belong to one team.
    "accounts_membership": "user_id team_id",
}


def trigger(table: str, event: str, columns: str) -> str:
    rows = {"insert": "NEW TABLE AS changed", "delete": "OLD TABLE AS changed"}
    tables = rows.get(event, "OLD TABLE AS was NEW TABLE AS changed")
    function = "insights_mark_update" if event == "update" else "insights_mark"
    names = [", ".join(f"{row}.{column}" for column in columns.split()) for row in ("was", "changed")]
    given = ", ".join(f"'ROW({each})'" for each in names) if event == "update" else ""
    return (
        f"CREATE TRIGGER {function}_{event} AFTER {event.upper()} ON {table}"
        f" REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {function}({given});"
    )


EVENTS = ("insert", "update", "delete")
MARKS = "\n".join(trigger(table, event, columns) for table, columns in TABLES.items() for event in EVENTS)
UNMARK = "\n".join(
    f"DROP TRIGGER insights_mark{'_update' if event == 'update' else ''}_{event} ON {table};"
    for table in TABLES
    for event in EVENTS
)


class Migration(migrations.Migration):
    """Reads are numbers, too; and teams that people join or leave."""

    dependencies = [
        ("insights", "0001_initial"),
        ("learning", "0002_promises"),
        ("accounts", "0005_standup"),
    ]

    operations = [migrations.RunSQL(MARKS, UNMARK)]
