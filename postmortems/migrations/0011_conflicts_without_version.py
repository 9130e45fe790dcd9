from django.db import migrations


class Migration(migrations.Migration):
    """Texts are merged by their words, so that no save names a version any more."""

    dependencies = [("postmortems", "0010_heads")]

    operations = [migrations.RemoveField(model_name="sectionconflict", name="base_version")]
