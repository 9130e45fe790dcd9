from django.db import migrations


class Migration(migrations.Migration):
    """References are counted by a sequence of their own."""

    dependencies = [("incidents", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="CREATE SEQUENCE incident_number AS integer OWNED BY incidents_incident.number",
            reverse_sql="DROP SEQUENCE incident_number",
        )
    ]
