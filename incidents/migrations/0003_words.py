from django.db import migrations, transaction


def add(apps, schema_editor):
    """Titles are searched by parts of words; where pg_trgm is not to be had, the search reads the titles themselves."""
    cursor = schema_editor.connection.cursor()
    cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
    if cursor.fetchone() is None:
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except Exception as error:
        print(f"\n  pg_trgm stays out, searching titles is slower: {error}")
        return
    cursor.execute(
        "CREATE INDEX IF NOT EXISTS incident_title_words ON incidents_incident USING gin (upper(title) gin_trgm_ops)"
    )


def remove(apps, schema_editor):
    schema_editor.execute("DROP INDEX IF EXISTS incident_title_words")


class Migration(migrations.Migration):
    """Searching titles does not read them all."""

    dependencies = [("incidents", "0002_incident_number")]

    operations = [migrations.RunPython(add, remove)]
