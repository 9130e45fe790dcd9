from django.db import migrations


class Migration(migrations.Migration):
    """What was promised and not done is found by its words, among a million of them."""

    # Concurrently, so that a running system goes on writing; that is not possible inside a transaction.
    atomic = False
    dependencies = [("learning", "0001_initial"), ("actions", "0007_follow_through")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS action_promised ON actions_action"
            " USING gin (to_tsvector('english', title)) WHERE state IN ('todo', 'in_progress', 'dropped')",
            "DROP INDEX CONCURRENTLY IF EXISTS action_promised",
        ),
    ]
