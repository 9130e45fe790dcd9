import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """No write-up without a document any more."""

    dependencies = [("postmortems", "0008_texts_into_documents")]

    operations = [
        migrations.AlterField(
            model_name="postmortem",
            name="document",
            field=models.OneToOneField(
                help_text="Its texts; an amendment opens another one.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="live.document",
            ),
        ),
    ]
