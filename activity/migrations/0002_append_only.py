from django.db import migrations

FORWARD = """
CREATE FUNCTION activity_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE ON activity_activity
    FOR EACH ROW EXECUTE FUNCTION activity_refuse_change();
"""
BACKWARD = """
DROP TRIGGER activity_append_only ON activity_activity;
DROP FUNCTION activity_refuse_change();
"""


class Migration(migrations.Migration):
    """The database itself refuses to rewrite the record."""

    dependencies = [("activity", "0001_initial")]

    operations = [migrations.RunSQL(sql=FORWARD, reverse_sql=BACKWARD)]
