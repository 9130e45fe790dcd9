from django.db import migrations


class Migration(migrations.Migration):
    """Every keystroke changes its document's row: with room on its page that costs no index an entry."""

    dependencies = [("live", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="ALTER TABLE live_document SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02)",
            reverse_sql="ALTER TABLE live_document RESET (fillfactor, autovacuum_vacuum_scale_factor)",
        )
    ]
