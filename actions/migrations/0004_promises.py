from datetime import date

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What runs is owned and dated, by a date somebody can mean."""

    dependencies = [("actions", "0003_last_step")]

    operations = [
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=Q(clock_started_at__isnull=True)
                | Q(closed_at__isnull=False)
                | Q(due_on__isnull=False, owner__isnull=False),
                name="action_running_has_owner_and_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=Q(due_on__gte=date(2000, 1, 1), due_on__lt=date(2200, 1, 1)), name="action_deadline_sane"
            ),
        ),
    ]
