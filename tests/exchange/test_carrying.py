"""Files that go out with a write-up: its pictures, and what is attached to its incident."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings

from exchange import workflow
from exchange.writing import carrying
from exchange.writing.packing import one
from incidents import workflow as incidents
from incidents.models import Attachment
from postmortems import workflow as postmortems
from postmortems.models import Postmortem
from tests.builders.images import a_png
from tests.builders.incidents import a_resolved_incident, an_incident
from tests.builders.postmortems import a_complete_draft, write
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LOG = b"2025-11-10T10:30:00Z payment-api ERROR pool exhausted\n"


def with_files(cast: Cast) -> tuple[Postmortem, Attachment]:
    """A chart of the incident shown in the text, a log beside it, and a picture of the write-up's own."""
    draft = a_complete_draft(cast)
    chart = incidents.attach(draft.incident, by=cast.alice, data=a_png(4, 4), name="Pool ../chart.png")
    incidents.attach(draft.incident, by=cast.alice, data=LOG, name="api.log")
    image = postmortems.add_image(draft, by=cast.alice, data=a_png(), name="Graph.png")
    shown = f"![Chart]({chart.get_absolute_url()}file/?show=1)"
    write(draft, "resolution", f"{image.markdown}\n\n{shown}", by=cast.alice)
    return Postmortem.objects.get(pk=draft.pk), chart


def opened(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    [name] = [each for each in files if each.endswith(".json")]
    return json.loads(files.pop(name)), files


def test_json_brings_pictures_and_attachments_with_their_hashes(cast: Cast) -> None:
    draft, _ = with_files(cast)
    found, files = opened(one(draft, "json", reader=cast.carol).data)
    listed = [*found["pictures"], *found["attachments"]]
    assert {each["file"] for each in listed} == set(files) and len(files) == 3
    assert all(hashlib.sha256(files[each["file"]]).hexdigest() == each["sha256"] for each in listed)
    assert {each["kind"] for each in found["attachments"]} == {"picture", "text"}
    assert LOG in files.values() and not any(".." in name or name.startswith("/") for name in files)


def test_removed_files_and_those_of_other_incidents_stay(cast: Cast) -> None:
    draft, chart = with_files(cast)
    elsewhere = a_resolved_incident(cast, visibility="restricted")
    foreign = incidents.attach(elsewhere, by=cast.alice, data=a_png(5, 5), name="secret.png")
    write(draft, "lessons", f"![x]({foreign.get_absolute_url()}file/?show=1)", by=cast.alice)
    incidents.remove_attachment(chart, by=cast.alice)
    found, files = opened(one(draft, "json", reader=cast.alice).data)
    assert [each["name"] for each in found["attachments"]] == ["api.log"]
    assert bytes(foreign.data) not in files.values() and bytes(chart.data) not in files.values()
    html = one(draft, "html", reader=cast.alice).data.decode()
    assert html.count("data:image/png") == 1 and "[Picture: x]" in html and "[Picture: Chart]" in html


def test_what_is_too_large_is_named_and_stays(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, _ = with_files(cast)
    monkeypatch.setattr(carrying, "MOST_BYTES", 10)
    found, files = opened(one(draft, "json", reader=cast.alice).data)
    assert [each["file"] for each in found["attachments"]] == [None, None] and len(files) == 1
    assert all(len(each["sha256"]) == 64 for each in found["attachments"])


def test_pictures_of_the_incident_are_in_html_and_beside_markdown(cast: Cast) -> None:
    draft, chart = with_files(cast)
    assert one(draft, "html", reader=cast.alice).data.decode().count("data:image/png") == 2
    with zipfile.ZipFile(io.BytesIO(one(draft, "markdown", reader=cast.alice).data)) as archive:
        text, *pictures = archive.namelist()
        assert all(f"]({each})" in archive.read(text).decode() for each in pictures) and len(pictures) == 2
        assert any(archive.read(each) == bytes(chart.data) for each in pictures)


def test_they_come_back_with_the_import_of_the_export(cast: Cast) -> None:
    draft, _ = with_files(cast)
    batch = workflow.receive(by=cast.alice, name="back.zip", data=one(draft, "markdown", reader=cast.alice).data)
    workflow.read_waiting(batch.pk)
    batch.refresh_from_db()
    workflow.start_saving(batch, by=cast.alice, options={})
    workflow.save_chosen(batch.pk)
    copy = Postmortem.objects.latest("pk")
    body = copy.sections.get(key="resolution").body
    assert copy.images.count() == 2 and copy.is_imported
    assert all(each.get_absolute_url() in body for each in copy.images.all())


def test_every_export_in_json_follows_the_schema(cast: Cast) -> None:
    """With a value in each list, so that every shape is looked at."""
    schema = json.loads((Path(settings.BASE_DIR) / "docs" / "write-up-1.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    draft, _ = with_files(cast)
    postmortems.add_defence(draft, by=cast.alice, layer="Review", detail="Two")
    postmortems.add_whatif(draft, by=cast.alice, question="At night?", answer="Longer")
    postmortems.add_mitigator(draft, by=cast.alice, text="A flag")
    postmortems.start_thread(draft, by=cast.bob, section="resolution", body="Is this so?")
    incidents.relate(draft.incident, by=cast.alice, other=an_incident(cast), reason="Same pool")
    full, _ = opened(one(draft, "json", reader=cast.alice, with_comments=True).data)
    bare = json.loads(one(a_complete_draft(cast, incident=a_resolved_incident(cast)), "json", reader=cast.bob).data)
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for found in (full, bare):
        assert [f"{list(each.path)}: {each.message}" for each in check.iter_errors(found)] == []
    assert all(rows for name, rows in full["content"].items() if name != "quiet")
    assert len(list(check.iter_errors({**full, "surprise": 1}))) == 1
