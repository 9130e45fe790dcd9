from django.db import migrations, models


class Migration(migrations.Migration):
    """Deactivation ends sessions for good, not only until the account is active again."""

    dependencies = [("accounts", "0003_team_version")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sessions_ended_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Sessions begun earlier are worthless, also after a reactivation.",
                null=True,
            ),
        ),
    ]
