from django.db import migrations, models

# Those that came in before it was kept on the row, by their record.
KNOWN = """
UPDATE postmortems_postmortem SET is_imported = true WHERE id IN (
    SELECT subject_id FROM activity_activity WHERE subject_type = 'postmortems.postmortem' AND verb = 'postmortem.imported'
)
"""


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0023_merged_categories"), ("activity", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="postmortem",
            name="is_imported",
            field=models.BooleanField(
                default=False, help_text="Written elsewhere: how long that took says nothing about this house."
            ),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
