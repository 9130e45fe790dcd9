from django.db import migrations

PARTS = (("title", "A"), ("publisher", "C"), ("summary", "B"))


def column(vector: str) -> str:
    words = " || ".join(f"setweight({vector.format(name)}, '{weight}')" for name, weight in PARTS)
    return (
        "ALTER TABLE learning_external DROP COLUMN words;"
        f" ALTER TABLE learning_external ADD COLUMN words tsvector GENERATED ALWAYS AS ({words}) STORED;"
        " CREATE INDEX external_words ON learning_external USING gin (words);"
    )


class Migration(migrations.Migration):
    """Identifiers are words of their own in write-ups from elsewhere, too."""

    dependencies = [("learning", "0004_followed_elsewhere"), ("library", "0005_identifiers")]

    operations = [
        migrations.RunSQL(
            column("library_vector({0})"), column("to_tsvector('english', {0}) || to_tsvector('simple', {0})")
        )
    ]
