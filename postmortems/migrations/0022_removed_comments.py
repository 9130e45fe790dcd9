from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0021_wording")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, null=True, help_text="Its author took it back; nobody is shown what it said."
            ),
        ),
    ]
