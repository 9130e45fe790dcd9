from django.db import migrations

TITLE = "ON actions_action USING gin (to_tsvector('simple', title))"


class Migration(migrations.Migration):
    """Titles by their words and the beginning of one: those of what is not finished apart from all."""

    # Concurrently, so that a running system goes on writing; that is not possible inside a transaction.
    atomic = False
    dependencies = [("actions", "0008_declined")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS action_title_begun {TITLE}",
            "DROP INDEX CONCURRENTLY IF EXISTS action_title_begun",
        ),
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS action_unfinished_begun {TITLE}"
            " WHERE state IN ('todo', 'in_progress', 'dropped')",
            "DROP INDEX CONCURRENTLY IF EXISTS action_unfinished_begun",
        ),
        # Until then the planner guesses how often a word occurs.
        migrations.RunSQL("ANALYZE actions_action", migrations.RunSQL.noop),
    ]
