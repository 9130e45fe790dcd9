import django.db.models.functions.text
from django.db import migrations, models

import accounts.models


class Migration(migrations.Migration):
    """The link of an invitation can be made again, so that a mail sent twice carries the same one."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="seed",
            field=models.CharField(
                default=accounts.models.new_seed,
                help_text="A new one makes earlier links worthless.",
                max_length=32,
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True)),
                name="invitation_one_pending",
            ),
        ),
    ]
