"""Addresses of chat rooms are sealed; mails that hold a secret link are forgotten; deliveries are listed."""

import django.db.models
from django.db import migrations, models

from kit import sealing


def seal(apps, schema_editor):
    for hook in apps.get_model("activity", "ChatHook").objects.all():
        hook.sealed = sealing.seal(hook.url)
        hook.save(update_fields=["sealed"])


def unseal(apps, schema_editor):
    for hook in apps.get_model("activity", "ChatHook").objects.all():
        hook.url = sealing.opened(hook.sealed)
        hook.save(update_fields=["url"])


class Migration(migrations.Migration):
    dependencies = [("activity", "0004_follow_through")]

    operations = [
        migrations.AddField(
            "chathook",
            "sealed",
            models.TextField(default="", help_text="The address, as kit.sealing seals it."),
            preserve_default=False,
        ),
        migrations.AlterField("chathook", "url", models.CharField(max_length=1000, default="")),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("chathook", "url"),
        migrations.AddField(
            "mail",
            "forget_at",
            models.DateTimeField(blank=True, null=True, help_text="When the link in it has run out."),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=["-created_at", "-id"],
                name="notice_deliveries",
                condition=~models.Q(channel="inbox"),
            ),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=["recipient", "-created_at"],
                name="notice_own_deliveries",
                condition=~models.Q(channel="inbox"),
            ),
        ),
    ]
