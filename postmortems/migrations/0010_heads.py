import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Up to which update of which document a revision goes."""

    dependencies = [("live", "0001_initial"), ("postmortems", "0009_document_required")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="document",
            field=models.ForeignKey(
                help_text="Empty: from before live editing.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="live.document",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="head",
            field=models.BigIntegerField(default=0, help_text="The document's newest update in it."),
        ),
    ]
