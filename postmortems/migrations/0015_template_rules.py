import django.db.models.constraints
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION postmortems_refuse_rewording() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published template version is immutable' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE FUNCTION postmortems_refuse_resectioning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM postmortems_templateversion AS v
        WHERE v.id IN (NEW.version_id, OLD.version_id) AND v.published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a published template version is immutable' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER postmortems_immutable_version BEFORE UPDATE OR DELETE ON postmortems_templateversion
    FOR EACH ROW EXECUTE FUNCTION postmortems_refuse_rewording();
CREATE TRIGGER postmortems_immutable_sections BEFORE INSERT OR UPDATE OR DELETE ON postmortems_templatesection
    FOR EACH ROW EXECUTE FUNCTION postmortems_refuse_resectioning();
"""
BACKWARD = """
DROP TRIGGER postmortems_immutable_sections ON postmortems_templatesection;
DROP TRIGGER postmortems_immutable_version ON postmortems_templateversion;
DROP FUNCTION postmortems_refuse_resectioning();
DROP FUNCTION postmortems_refuse_rewording();
"""


class Migration(migrations.Migration):
    """One order, one draft of each template, and published versions that stay as they are."""

    dependencies = [("postmortems", "0014_templates_published")]

    operations = [
        migrations.AddConstraint(
            model_name='template',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('order',), name='template_order_once'),
        ),
        migrations.AddConstraint(
            model_name='templateversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('template',), name='template_draft_once'),
        ),
        migrations.RunSQL(sql=FORWARD, reverse_sql=BACKWARD),
    ]
