from django.db import migrations
from django.db.models import F

SERVED = {"security": ["security"], "near-miss": ["near_miss"]}


def publish(apps, schema_editor):
    """Every version there is was published; templates get a strict order, and serve what they were suggested for."""
    apps.get_model("postmortems", "TemplateVersion").objects.update(published_at=F("created_at"))
    for place, template in enumerate(apps.get_model("postmortems", "Template").objects.order_by("order", "name")):
        template.order, template.kinds = place, SERVED.get(template.slug, [])
        template.save(update_fields=["order", "kinds"])


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0013_template_drafts")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
