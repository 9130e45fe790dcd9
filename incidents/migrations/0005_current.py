from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What goes on and what nobody has decided on yet is found without looking through the history."""

    atomic = False
    dependencies = [("incidents", "0004_longest")]

    operations = [
        AddIndexConcurrently(
            "incident",
            models.Index(
                fields=["-started_at", "-id"],
                name="incident_open",
                condition=models.Q(status__in=["open", "mitigated"]),
            ),
        ),
        AddIndexConcurrently(
            "incident",
            models.Index(
                fields=["-resolved_at"],
                name="incident_undecided",
                condition=models.Q(status="resolved", decision=""),
            ),
        ),
    ]
