from django.db import migrations

FORWARD = """
CREATE FUNCTION postmortems_refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.content IS DISTINCT FROM OLD.content OR NEW.content_hash IS DISTINCT FROM OLD.content_hash
        OR NEW.number IS DISTINCT FROM OLD.number OR NEW.postmortem_id IS DISTINCT FROM OLD.postmortem_id THEN
        RAISE EXCEPTION 'a revision is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER postmortems_frozen_revision BEFORE UPDATE ON postmortems_revision
    FOR EACH ROW EXECUTE FUNCTION postmortems_refuse_thaw();
"""
BACKWARD = """
DROP TRIGGER postmortems_frozen_revision ON postmortems_revision;
DROP FUNCTION postmortems_refuse_thaw();
"""


class Migration(migrations.Migration):
    """What a reviewer approved can never be another text afterwards."""

    dependencies = [("postmortems", "0001_initial")]

    operations = [migrations.RunSQL(sql=FORWARD, reverse_sql=BACKWARD)]
