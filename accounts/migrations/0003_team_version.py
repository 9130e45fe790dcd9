from django.db import migrations, models


class Migration(migrations.Migration):
    """A form opened before somebody else's change is told so."""

    dependencies = [("accounts", "0002_invitation_seed")]

    operations = [
        migrations.AddField(
            model_name="team",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Counts changes, so that a stale form is told."
            ),
        ),
    ]
