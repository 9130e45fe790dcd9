"""Files on incidents: told by their content, offered so that they can do nothing, as visible as their incident."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from incidents import files, workflow
from incidents.models import Attachment, Incident
from kit.errors import Refused
from kit.thumbnails import thumbnail
from tests.builders.images import PLACE, a_photo, a_png
from tests.builders.incidents import a_resolved_incident, an_incident
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in

LOG = "2025-11-10T10:30:00Z payment-api ERROR pool exhausted\n" * 3
pytestmark = pytest.mark.django_db


def send(client: Client, incident: Incident, *sent: tuple[str, bytes], script: bool = True) -> HttpResponse:
    named = [SimpleUploadedFile(name, data, content_type="text/html") for name, data in sent]
    headers = {"Accept": "application/json"} if script else {}
    url = f"/incidents/{incident.reference}/attachments/"
    return client.post(url, {"file": named}, headers=headers)  # type: ignore[return-value]


def test_it_keeps_what_terminals_and_other_systems_write(cast: Cast) -> None:
    incident, client = an_incident(cast), signed_in(cast.bob)
    coloured, wide = b"\x1b[31mERROR\x1b[0m pool is full\x07\n", "Größe: 12 MB\n".encode("utf-16")
    assert send(client, incident, ("build.log", coloured), ("sizes.txt", wide)).status_code == 201
    log, sizes = Attachment.objects.order_by("pk")
    assert "ERROR pool is full" in client.get(log.get_absolute_url()).content.decode()
    assert "Größe: 12 MB" in client.get(sizes.get_absolute_url()).content.decode()
    offered = client.get(f"{sizes.get_absolute_url()}file/")
    assert (offered["Content-Type"], offered.content) == ("text/plain; charset=utf-16", wide)


def test_it_keeps_pictures_and_logs_and_shows_them(cast: Cast) -> None:
    incident, client = an_incident(cast), signed_in(cast.bob)
    assert send(client, incident, ("Pool graph.png", a_png()), ("api.log", LOG.encode())).status_code == 201
    picture, log = Attachment.objects.order_by("pk")
    assert (picture.kind, picture.content_type, picture.width, log.kind) == ("picture", "image/png", 3, "text")
    page = client.get(incident.get_absolute_url()).content.decode()
    assert "Pool graph.png" in page and "api.log" in page
    assert "pool exhausted" in client.get(log.get_absolute_url()).content.decode()
    small = client.get(f"{picture.get_absolute_url()}small/")
    assert (small.status_code, small["Content-Type"]) == (200, "image/webp")


def test_it_takes_the_same_file_once(cast: Cast) -> None:
    incident = an_incident(cast)
    first = workflow.attach(incident, by=cast.bob, data=a_png(), name="a.png")
    assert workflow.attach(incident, by=cast.alice, data=a_png(), name="b.png") == first


HOSTILE = [
    ("page.html", b"<script>alert(1)</script>"),
    ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("mixed.xhtml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html>"),
    ("document.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>"),
]


@pytest.mark.parametrize(("name", "data"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_nothing_it_offers_can_be_a_page(cast: Cast, name: str, data: bytes) -> None:
    incident, client = an_incident(cast), signed_in(cast.carol)
    kept = workflow.attach(incident, by=cast.bob, data=data, name=name)
    for query in ("", "?show=1"):
        answer = client.get(f"{kept.get_absolute_url()}file/{query}")
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Type"] in {"text/plain; charset=utf-8", "application/pdf"}
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "<script>alert" not in client.get(kept.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 100, "neither"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 100, "neither"),
        (a_png()[:40], "breaks off"),
        (b"x" * (files.MOST_BYTES + 1), "20 MB"),
    ],
    ids=["empty", "exe", "elf", "torn", "large"],
)
def test_it_refuses_in_words(cast: Cast, data: bytes, why: str) -> None:
    incident, client = an_incident(cast), signed_in(cast.bob)
    answer = send(client, incident, ("x.png", data), ("api.log", LOG.encode()))
    assert answer.status_code == 409
    assert why in answer.json()["problems"][0]  # type: ignore[attr-defined]
    assert Attachment.objects.get().name == "api.log"
    assert why in send(client, incident, ("x.png", data), script=False).content.decode()


def test_pictures_lose_where_they_were_made(cast: Cast) -> None:
    kept = workflow.attach(an_incident(cast), by=cast.bob, data=a_photo(), name="phone.jpg")
    assert PLACE in a_photo()
    assert PLACE not in bytes(kept.data) and PLACE not in bytes(kept.thumbnail)


def test_a_picture_that_unpacks_to_a_wall_is_never_drawn() -> None:
    assert thumbnail(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50) == b""
    from PIL import Image

    huge = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(huge, "PNG")
    assert thumbnail(huge.getvalue()) == b""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\logs\\api.log", "api.log"),
        ('a"b\r\nSet-Cookie: x.png', "a'bSet-Cookie: x.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("", "File"),
        ("Überlast ⚡.png", "Überlast ⚡.png"),
    ],
)
def test_names_steer_nothing(given: str, kept: str) -> None:
    assert files.plain_name(given) == kept


def test_texts_are_told_from_what_is_none() -> None:
    assert files.is_text("Überlast\n".encode() * 40_000)
    assert files.is_text(b"\x1b[31mred\x1b[0m\n")
    assert not files.is_text(b"\xff\xfe\x00")
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    assert not files.is_text(packed.getvalue() + b"\x00")


def test_it_is_removed_and_brought_back(cast: Cast) -> None:
    incident, client = an_incident(cast), signed_in(cast.bob)
    kept = workflow.attach(incident, by=cast.bob, data=LOG.encode(), name="api.log")
    client.post(f"{kept.get_absolute_url()}remove/")
    assert client.get(kept.get_absolute_url()).status_code == 404
    assert client.get(f"{kept.get_absolute_url()}file/").status_code == 404
    client.post(f"{kept.get_absolute_url()}restore/")
    assert client.get(kept.get_absolute_url()).status_code == 200


def test_it_is_as_visible_as_its_incident(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    kept = workflow.attach(incident, by=cast.alice, data=a_png(), name="x.png")
    for end in ("", "file/", "small/"):
        assert signed_in(cast.alice).get(f"{kept.get_absolute_url()}{end}").status_code == 200
        assert signed_in(cast.mallory).get(f"{kept.get_absolute_url()}{end}").status_code == 404
    assert send(signed_in(cast.carol), incident, ("a.log", b"x")).status_code == 403


def test_it_has_room_for_so_much(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = an_incident(cast)
    monkeypatch.setattr(files, "MOST_BYTES_TOGETHER", 100)
    workflow.attach(incident, by=cast.bob, data=b"a" * 60, name="a.log")
    with pytest.raises(Refused, match="together"):
        workflow.attach(incident, by=cast.bob, data=b"b" * 60, name="b.log")


def test_a_text_can_show_it(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    draft = a_draft(cast, incident=incident)
    kept = workflow.attach(incident, by=cast.bob, data=a_png(), name="Pool [graph].png")
    workflow.attach(incident, by=cast.bob, data=LOG.encode(), name="pool.log")
    client = signed_in(cast.alice)
    found = client.get(f"/postmortems/{draft.reference}/edit/insert/", {"what": "entry", "q": "pool"}).json()["entries"]
    address = f"/attachments/{incident.reference}/{kept.key}.png"
    assert [row["markdown"] for row in found][0] == f"![Pool graph]({address}#3x2)"
    assert found[1]["markdown"].startswith("[pool.log](http")
    assert client.get(address).content == a_png()
    workflow.remove_attachment(kept, by=cast.bob)
    assert client.get(address).content == a_png()
    assert client.get(address.replace(".png", ".gif")).status_code == 404
