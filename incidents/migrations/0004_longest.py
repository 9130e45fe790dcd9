from django.db import migrations, models


class Migration(migrations.Migration):
    """The longest incidents are found without measuring them all."""

    dependencies = [("incidents", "0003_words")]

    operations = [
        migrations.AddIndex(
            "incident",
            models.Index(
                models.F("resolved_at") - models.F("started_at"),
                "id",
                name="incident_longest",
                condition=models.Q(resolved_at__isnull=False),
            ),
        )
    ]
