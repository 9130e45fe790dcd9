import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kit.clock


class Migration(migrations.Migration):
    """Pictures in the text."""

    dependencies = [
        ("postmortems", "0011_conflicts_without_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(help_text="Of its bytes, so that the same picture is kept once.", max_length=32),
                ),
                (
                    "suffix",
                    models.CharField(
                        choices=[("png", "PNG"), ("jpg", "JPEG"), ("gif", "GIF"), ("webp", "WebP")], max_length=4
                    ),
                ),
                ("name", models.CharField(blank=True, help_text="What its file was called.", max_length=120)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField(help_text="In bytes.")),
                ("data", models.BinaryField()),
                ("at", models.DateTimeField(default=kit.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "postmortem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="postmortems.postmortem",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("postmortem", "key"), name="image_once"),
                    models.CheckConstraint(
                        condition=models.Q(("suffix__in", ["png", "jpg", "gif", "webp"])), name="image_suffix_known"
                    ),
                ],
            },
        ),
    ]
