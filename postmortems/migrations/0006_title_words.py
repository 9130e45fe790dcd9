from django.db import migrations


def add(apps, schema_editor):
    """As for the titles of incidents, whose migration brought the extension where it can be had."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone() is not None:
            cursor.execute(
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS postmortem_title_words"
                " ON postmortems_postmortem USING gin (upper(title) gin_trgm_ops)"
            )
            # Until then the planner guesses how often a word occurs.
            cursor.execute("ANALYZE postmortems_postmortem")


def remove(apps, schema_editor):
    schema_editor.execute("DROP INDEX CONCURRENTLY IF EXISTS postmortem_title_words")


class Migration(migrations.Migration):
    """A word that stands in no title is not looked for in all of them."""

    # Concurrently, so that a running system goes on writing; that is not possible inside a transaction.
    atomic = False
    dependencies = [("postmortems", "0005_list_indexes"), ("incidents", "0003_words")]

    operations = [migrations.RunPython(add, remove)]
