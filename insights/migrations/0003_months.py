from django.db import migrations, models

FILL = """
INSERT INTO insights_actionmonth (severity, month, cells)
SELECT severity, month, jsonb_object_agg(key, n) FROM (
    SELECT d.severity, date_trunc('month', d.day)::date AS month, c.key, sum(c.value::bigint) AS n
    FROM insights_actionday AS d CROSS JOIN LATERAL jsonb_each_text(d.cells) AS c GROUP BY 1, 2, 3
) AS summed GROUP BY 1, 2;
"""
# What is asked of the incident of a write-up, and whether a root was found: nothing else need be read.
INDEXES = """
CREATE INDEX insights_of ON incidents_incident (id) INCLUDE (visibility, severity, resolved_at);
CREATE INDEX insights_whys ON postmortems_why (postmortem_id) INCLUDE (is_root) WHERE removed_at IS NULL AND answer <> '';
"""


class Migration(migrations.Migration):
    dependencies = [("insights", "0002_reads"), ("incidents", "0008_attachments"), ("postmortems", "0025_counted")]

    operations = [
        migrations.CreateModel(
            name="ActionMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("severity", models.CharField(blank=True, max_length=4)),
                ("month", models.DateField()),
                ("cells", models.JSONField(help_text="The sum of its days.")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("severity", "month"), name="action_month_once"),
                ],
            },
        ),
        migrations.RunSQL(FILL + INDEXES, "DROP INDEX insights_of; DROP INDEX insights_whys;"),
    ]
