from django.db import migrations, models


class Migration(migrations.Migration):
    """A row removed from a block stays, so that removing it can be undone."""

    dependencies = [("postmortems", "0003_readiness")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        )
        for name in ("contributingfactor", "impactfigure", "why")
    ]
