"""Chats: exports and transcripts read within limits, without names where that is wanted."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from incidents import workflow as incidents
from incidents.models import Attachment
from signals import archive, slack, transcript, workflow
from signals.candidates import judge
from signals.chatting import Incomprehensible, Said
from signals.models import Chat, Message
from tests.builders.images import a_png
from tests.builders.incidents import STARTED, an_incident, at
from tests.builders.signals import CORPUS
from tests.cast import Cast, signed_in

EXPORTS = CORPUS / "payloads" / "slack-export"


def zipped(files: dict[str, Any]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return packed.getvalue()


def ts(minutes: int) -> str:
    return f"{at(minutes).timestamp():.6f}"


def an_export() -> bytes:
    users = [{"id": "U1", "profile": {"display_name": "alice"}}, {"id": "U2", "real_name": "Ines Okafor"}]
    talk = [
        {"user": "U1", "ts": ts(1), "text": "<@U2> error rate is up &amp; rising", "thread_ts": ts(1)},
        {"user": "U2", "ts": ts(3), "text": "Looking, see <https://x.example/g|graph>", "thread_ts": ts(1)},
        {"type": "message", "subtype": "channel_join", "user": "U2", "ts": ts(4), "text": "joined"},
        {
            "type": "message", "user": "U2", "ts": ts(9), "text": "Pool is full",
            "reactions": [{"name": "eyes", "count": 3}], "pinned_to": ["C1"],
            "files": [{"id": "F77", "name": "pool.png", "mimetype": "image/png"}],
        },
    ]  # fmt: skip
    return zipped(
        {
            "users.json": users,
            "channels.json": [
                {"id": "C1", "name": "payments", "pins": [{"id": ts(3), "type": "C"}]},
                {"name": "random"},
            ],
            "payments/2025-11-10.json": talk,
            "random/2025-11-10.json": [{"user": "U1", "ts": ts(2), "text": "Lunch?"}],
            "__uploads/F77/pool.png": a_png(),
        }
    )


def test_it_reads_people_threads_pins_reactions_and_pictures() -> None:
    export = slack.Export(an_export())
    assert export.channels == ["payments", "random"]
    first, second, third = export.room("payments").said
    assert (first.author, first.text, first.thread) == ("alice", "@Ines Okafor error rate is up & rising", "")
    assert (second.thread, second.text, second.is_pinned) == (
        first.uid,
        "Looking, see graph (https://x.example/g)",
        True,
    )
    assert (third.is_pinned, third.reactions, third.at, third.pictures) == (True, {"eyes": 3}, at(9), ("F77",))
    assert export.pictures({"F77"}) == {"F77": ("pool.png", a_png())}


@pytest.mark.skipif(not EXPORTS.is_dir(), reason=f"{EXPORTS} is not there: set DEBRIEF_CORPUS")
def test_it_reads_exports_that_were_really_made() -> None:
    plain, unicode = (slack.Export((EXPORTS / f"timabbott__slack_fixtures__test_{name}slack_importer.zip").read_bytes()) for name in ("", "unicode_"))  # fmt: skip  # noqa: E501
    assert plain.channels == ["general", "random"]
    general = plain.room("general").said
    assert (len(general), {one.author for one in general}) == (73, {"k._", "Rhea", "Steve", "汉语 हिन्दी"})
    assert [one for one in general if one.text == "thread 1?"][0].thread == "1516677693.000181"
    assert [one.text for one in unicode.room("チャネル").said] == ["Some message here!", "例"]


BOMBS = {
    "no zip": b"PK nothing",
    "torn": an_export()[:200],
    "traversal": zipped({"../users.json": [], "a/1.json": []}),
    "absolute": zipped({"/etc/x.json": []}),
    "drive": zipped({"C:/x/1.json": []}),
    "bomb": zipped({"a/1.json": b" " * 30_000_000}),
    "many": zipped({f"a/{number}.json": [] for number in range(5_001)}),
    "no channel": zipped({"users.json": []}),
    "no json": zipped({"users.json": b"{", "a/1.json": []}),
}


@pytest.mark.parametrize("what", BOMBS)
def test_it_refuses_what_could_hurt(what: str) -> None:
    with pytest.raises(Incomprehensible) as refused:
        slack.Export(BOMBS[what]).room("a")
    assert str(refused.value).endswith(("." , "?"))  # fmt: skip


def test_many_files_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_OPENED", 1_000)
    made = archive.Archive(zipped({"a": b"x" * 600, "b": b"y" * 600}))
    made.read("a")
    with pytest.raises(Incomprehensible):
        made.read("b")


TRANSCRIPTS = [
    "10:32 tomas: Rolling back\n10:33 ines: fine\nreally",
    "[10:32] <tomas> Rolling back\n[10:33] <ines> fine\nreally",
    "tomas  10:32 AM\nRolling back\nines  10:33 AM\nfine\nreally",
    "[10/11/2025, 10:32:00] tomas: Rolling back\n[10/11/2025, 10:33:00] ines: fine\nreally",
    "2025-11-10T10:32:00Z tomas: Rolling back\n2025-11-10T10:33:00Z ines: fine\nreally",
    "[10:32 AM] tomas\nRolling back\n[10:33 AM] ines\nfine\nreally",
    "Monday, 10 November 2025\n10:32 @tomas Rolling back\n10:33 @ines fine\nreally",
]


@pytest.mark.parametrize("text", TRANSCRIPTS)
def test_it_reads_what_people_copy(text: str) -> None:
    said = transcript.read(text, start=STARTED, zone=UTC).said
    assert [(one.at, one.author, one.text) for one in said] == [
        (at(2), "tomas", "Rolling back"),
        (at(3), "ines", "fine\nreally"),
    ]


def test_a_night_passes_in_a_transcript() -> None:
    said = transcript.read("23:58 a: late\n00:03 b: later\n23:59 c: answered late", start=STARTED, zone=UTC).said
    assert [one.at.day for one in said] == [10, 11, 11]


def test_it_knows_what_tells_the_story() -> None:
    assert judge("Decision: we fail over to the replica").kind == "decision"
    assert not judge("The build of 35 pages is done").is_likely
    assert judge("/sev 1 payments are down").is_likely
    assert judge("ok", is_pinned=True).is_likely
    assert not judge("thanks!", reactions={"joy": 9}).is_likely


def send(cast: Cast, incident: Any, **data: Any) -> Any:
    given = {"start": "2025-11-10T10:00", "end": "2025-11-10T13:00", **data}
    return signed_in(cast.alice).post(reverse("signals:add_chat", args=[incident.reference]), given)


@pytest.mark.django_db
def test_an_export_lies_in_the_tray_with_its_pictures(cast: Cast) -> None:
    incident = an_incident(cast)
    file = SimpleUploadedFile("export.zip", an_export())
    refused = send(cast, incident, export=file)
    assert refused.status_code == 422 and "#payments, #random" in refused.content.decode()
    file.seek(0)
    assert send(cast, incident, export=file, channel="#payments").status_code == 302
    file.seek(0)
    send(cast, incident, export=file, channel="payments")
    assert Chat.objects.count() == 1
    last = Message.objects.order_by("at").last()
    assert (last.pictures, last.reasons[:2]) == ([Attachment.objects.get().pk], ["pinned", "3 reactions"])
    page = signed_in(cast.bob).get(reverse("signals:tray", args=[incident.reference]) + "?show=all").content.decode()
    assert "Pool is full" in page and f"/attachments/{last.pictures[0]}/small/" in page


@pytest.mark.django_db
def test_names_become_roles(cast: Cast) -> None:
    incident = an_incident(cast)
    incidents.list_person(incident, by=cast.alice, user=cast.bob, role="commander")
    text = "10:32 alice: Bob, call +49 170 1234567 or bob@acme.example\n10:33 bob: on it with @mallory"
    text += "\n10:34 zoe: Alice is right"
    assert send(cast, incident, pasted=text, without_names="on").status_code == 302
    said = [(message.author, message.text) for message in Message.objects.in_order()]
    everything = json.dumps(said).lower()
    assert not [name for name in ("alice", "bob", "zoe", "mallory", "acme", "170") if name in everything], said
    assert said[1][0] == "Incident commander"


@pytest.mark.django_db
def test_a_chat_is_removed_and_brought_back(cast: Cast) -> None:
    incident = an_incident(cast)
    send(cast, incident, pasted="10:32 tomas: Rolling back")
    chat, browser = Chat.objects.get(), signed_in(cast.bob)
    browser.post(reverse("signals:remove_chat", args=[incident.reference, chat.pk]))
    page = reverse("signals:tray", args=[incident.reference]) + "?show=all"
    assert "Rolling back" not in browser.get(page).content.decode()
    browser.post(reverse("signals:restore_chat", args=[incident.reference, chat.pk]))
    assert "Rolling back" in browser.get(page).content.decode()


@pytest.mark.django_db
def test_what_was_pasted_is_not_lost(cast: Cast) -> None:
    for pasted in ("no times here", "10:32 tomas: out of time"):
        answer = send(cast, an_incident(cast), pasted=pasted, start="2025-11-12T10:00", end="2025-11-12T11:00")
        assert answer.status_code == 422 and pasted in answer.content.decode()


@pytest.mark.django_db
def test_the_database_keeps_what_was_said(cast: Cast) -> None:
    said = [Said("1", datetime(2025, 11, 10, tzinfo=UTC), "a", "b")]
    workflow.add_chat(an_incident(cast), by=cast.alice, name="x", said=said, digest="1")
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        Message.objects.update(text="c")
