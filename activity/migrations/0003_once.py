import kit.clock
from django.db import migrations, models


class Migration(migrations.Migration):
    """Forms that create are made once however often their button is pressed."""

    dependencies = [("activity", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Once",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("subject_type", models.CharField(blank=True, max_length=60)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField(db_index=True, default=kit.clock.now)),
            ],
        ),
    ]
