from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Each order of the list is read from an index; so are the few drafts among many published write-ups."""

    atomic = False
    dependencies = [("postmortems", "0004_removed_rows")]

    operations = [
        AddIndexConcurrently(
            "postmortem",
            models.Index(
                fields=["incident"], name="postmortem_unpublished", condition=models.Q(published_at__isnull=True)
            ),
        ),
        AddIndexConcurrently("postmortem", models.Index(fields=["-changed_at", "-id"], name="postmortem_changed")),
        AddIndexConcurrently("postmortem", models.Index(fields=["-started_at", "-id"], name="postmortem_started")),
    ]
