from django.db import migrations, models


class Migration(migrations.Migration):
    """An action remembers which rung opened last, so that a change of time zone neither skips nor repeats one."""

    dependencies = [("actions", "0002_action_number")]

    operations = [
        migrations.AddField(
            model_name="action",
            name="last_step",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Key of the last rung that opened for this deadline.",
                max_length=12,
            ),
            preserve_default=False,
        ),
    ]
