from django.db import migrations


class Migration(migrations.Migration):
    """Action codes are counted by a sequence of their own."""

    dependencies = [("actions", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="CREATE SEQUENCE action_number AS integer OWNED BY actions_action.number",
            reverse_sql="DROP SEQUENCE action_number",
        )
    ]
