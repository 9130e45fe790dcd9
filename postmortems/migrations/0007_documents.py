import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where the texts are typed from now on."""

    dependencies = [("live", "0001_initial"), ("postmortems", "0006_title_words")]

    operations = [
        migrations.AddField(
            model_name="postmortem",
            name="document",
            field=models.OneToOneField(
                help_text="Its texts; an amendment opens another one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="live.document",
            ),
        ),
    ]
