from django.db import migrations

VECTOR = "to_tsvector('english', {0}) || to_tsvector('simple', {0})"
PARTS = (("title", "A"), ("publisher", "C"), ("summary", "B"))
WORDS = " || ".join(f"setweight({VECTOR.format(column)}, '{weight}')" for column, weight in PARTS)


class Migration(migrations.Migration):
    """What write-ups from elsewhere say, ready to be searched. The database keeps it, and no row is read with it."""

    dependencies = [("learning", "0002_promises")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE learning_external ADD COLUMN words tsvector GENERATED ALWAYS AS ({WORDS}) STORED;"
            " CREATE INDEX external_words ON learning_external USING gin (words);",
            "ALTER TABLE learning_external DROP COLUMN words;",
        )
    ]
