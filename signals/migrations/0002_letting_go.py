from django.db import migrations, models

# Old enough by the source's own word, a body may go; anything else about it stays as it came.
RULES = """
CREATE FUNCTION signals_let_go() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_old boolean := OLD.received_at < now() - make_interval(
        days => (SELECT s.keep_days FROM signals_source AS s WHERE s.id = OLD.source_id));
BEGIN
    IF is_old AND TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF is_old AND TG_OP = 'UPDATE' AND NEW.let_go_at IS NOT NULL AND NEW.body = '' AND NEW.headers = '{}'
        AND (NEW.source_id, NEW.received_at, NEW.size) = (OLD.source_id, OLD.received_at, OLD.size) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what came in is immutable: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
DROP TRIGGER signals_kept ON signals_delivery;
DROP TRIGGER signals_immutable ON signals_delivery;
CREATE TRIGGER signals_kept BEFORE DELETE ON signals_delivery
    FOR EACH ROW EXECUTE FUNCTION signals_let_go();
CREATE TRIGGER signals_immutable BEFORE UPDATE OF source_id, received_at, headers, body, size ON signals_delivery
    FOR EACH ROW EXECUTE FUNCTION signals_let_go();
"""
NO_RULES = """
DROP TRIGGER signals_kept ON signals_delivery;
DROP TRIGGER signals_immutable ON signals_delivery;
CREATE TRIGGER signals_kept BEFORE DELETE ON signals_delivery
    FOR EACH ROW EXECUTE FUNCTION signals_refuse_change();
CREATE TRIGGER signals_immutable BEFORE UPDATE OF source_id, received_at, headers, body, size ON signals_delivery
    FOR EACH ROW EXECUTE FUNCTION signals_refuse_change();
DROP FUNCTION signals_let_go();
"""


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="let_go_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="source",
            name="keep_days",
            field=models.PositiveIntegerField(default=90, help_text="How long bodies are kept as they came."),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("let_go_at", None)),
                fields=["source", "received_at"],
                name="signals_delivery_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("keep_days__gte", 1)), name="source_keeps_a_day"
            ),
        ),
        migrations.RunSQL(RULES, NO_RULES),
    ]
