from django.db import migrations, models


class Migration(migrations.Migration):
    """A million actions are listed and counted by reading a few thousand index entries."""

    dependencies = [("actions", "0004_promises")]

    operations = [
        migrations.RemoveIndex(
            model_name="action",
            name="action_open_due",
        ),
        migrations.RemoveIndex(
            model_name="action",
            name="action_closed",
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("state__in", ["todo", "in_progress"])),
                fields=["due_on", "id"],
                include=("clock_started_at", "incident", "team", "owner", "priority", "category", "blocked"),
                name="action_open_due",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("state__in", ["todo", "in_progress"]), ("clock_started_at__isnull", True)),
                fields=["number"],
                name="action_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("state__in", ["todo", "in_progress"]), ("blocked", True)),
                fields=["due_on"],
                name="action_blocked",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)), fields=["-closed_at", "-id"], name="action_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["team", "-closed_at", "-id"],
                name="action_closed_team",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("clock_started_at__isnull", False), models.Q(("state", "dropped"), _negated=True)),
                fields=["-due_on", "-id"],
                name="action_was_due",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("clock_started_at__isnull", False), models.Q(("state", "dropped"), _negated=True)),
                fields=["team", "-due_on", "-id"],
                name="action_was_due_team",
            ),
        ),
    ]
