from django.db import migrations

from live import crdt

BATCH = 500


def open_documents(apps, schema_editor):
    """The log of each begins with one update that holds every text; what is published is locked."""
    Postmortem = apps.get_model("postmortems", "Postmortem")
    Section = apps.get_model("postmortems", "Section")
    Document, Update = apps.get_model("live", "Document"), apps.get_model("live", "Update")
    while rows := list(Postmortem.objects.filter(document=None).only("pk", "state").order_by("pk")[:BATCH]):
        texts = {row.pk: {} for row in rows}
        for pk, key, body in Section.objects.filter(postmortem__in=rows, prose=True).values_list(
            "postmortem", "key", "body"
        ):
            texts[pk][key] = body
        logs = [crdt.change_to(texts[row.pk]) if any(texts[row.pk].values()) else b"" for row in rows]
        documents = Document.objects.bulk_create(
            Document(head=n, materialised=n, marked=n, size=len(log), locked=row.state == "published")
            for row, log in zip(rows, logs)
            for n in [bool(log)]
        )
        Update.objects.bulk_create(
            Update(document=document, seq=1, data=log) for document, log in zip(documents, logs) if log
        )
        for row, document in zip(rows, documents):
            row.document = document
        Postmortem.objects.bulk_update(rows, ["document"])


class Migration(migrations.Migration):
    """Each batch by itself, so that it can be taken up where it was broken off."""

    atomic = False
    dependencies = [("postmortems", "0007_documents"), ("live", "0001_initial")]

    operations = [migrations.RunPython(open_documents, migrations.RunPython.noop, elidable=True)]
