"""Write-ups going out: what is in the files, and who may have them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from exchange import workflow
from exchange.models import Export
from exchange.own.reading import own_content
from exchange.writing.packing import one
from incidents import workflow as incidents
from incidents.models import Incident, Participation
from kit import clock
from library.workflow import sweep
from postmortems import workflow as postmortems
from postmortems.models import Postmortem
from tests.builders.images import a_png
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_complete_draft, write
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def with_a_picture(cast: Cast) -> Postmortem:
    draft = a_complete_draft(cast)
    image = postmortems.add_image(draft, by=cast.alice, data=a_png(), name="Graph.png")
    write(draft, "resolution", f"See {image.markdown}", by=cast.alice)
    return Postmortem.objects.get(pk=draft.pk)


def address(postmortem: Postmortem, rest: str) -> str:
    return f"/postmortems/{postmortem.reference}/export/{rest}"


def test_markdown_comes_with_its_pictures_in_a_zip(as_: SignIn, cast: Cast) -> None:
    draft = with_a_picture(cast)
    answer = as_(cast.carol).get(address(draft, "markdown/"))
    assert answer["Content-Type"] == "application/zip" and "attachment" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text, picture = archive.namelist()
        assert f"![Graph]({picture})" in archive.read(text).decode()
        assert own_content(archive.read(text).decode()) is not None
    batch = workflow.receive(by=cast.alice, name="back.zip", data=answer.content)
    workflow.read_waiting(batch.pk)
    batch.refresh_from_db()
    workflow.start_saving(batch, by=cast.alice, options={})
    workflow.save_chosen(batch.pk)
    copy = Postmortem.objects.latest("pk")
    assert copy.images.get().key == draft.images.get().key
    assert copy.images.get().markdown in copy.sections.get(key="resolution").body


def test_json_has_everything_with_hashes(cast: Cast) -> None:
    draft = with_a_picture(cast)
    with zipfile.ZipFile(io.BytesIO(one(draft, "json", reader=cast.alice).data)) as archive:
        [name] = [each for each in archive.namelist() if each.endswith(".json")]
        found = json.loads(archive.read(name))
        assert {each["file"] for each in found["pictures"]} == set(archive.namelist()) - {name}
    assert len(found["content"]["timeline"]) == 16 and len(found["content"]["whys"]) == 3
    assert len(found["content_hash"]) == 64 and "comments" not in found
    assert found["content"]["actions"][0]["owner"] == "bob"


def test_html_carries_everything_itself(cast: Cast) -> None:
    html = one(with_a_picture(cast), "html", reader=cast.alice).data.decode()
    loaded = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]{0,40})', html)
    loads = [given for pair in loaded for given in pair if given]
    assert loads and all(each.startswith(("data:", "http", "#", "mailto:")) for each in loads), loads
    assert not re.search(r"<(?:script|link|iframe|object)\b|\son\w+=", html)
    assert "default-src 'none'" in html and "data:image/png;base64," in html
    assert "What was seen after 135 minutes" in html and "<svg" in html


def test_comments_and_approvals_only_come_where_they_are_asked_for(cast: Cast) -> None:
    draft = a_complete_draft(cast)
    postmortems.start_thread(draft, by=cast.bob, section="resolution", body="Is this so?")
    for format in ("html", "json"):
        assert b"Is this so?" not in one(draft, format, reader=cast.alice).data
        assert b"Is this so?" in one(draft, format, reader=cast.alice, with_comments=True).data


def test_a_comment_that_was_taken_back_is_in_no_export(cast: Cast) -> None:
    draft = a_complete_draft(cast)
    thread = postmortems.start_thread(draft, by=cast.bob, section="resolution", body="I take this back.")
    postmortems.remove_comment(thread.comments.get(), by=cast.bob)
    for format in ("html", "json"):
        assert b"I take this back" not in one(draft, format, reader=cast.alice, with_comments=True).data


def test_related_incidents_that_the_reader_may_not_see_are_left_out(cast: Cast) -> None:
    draft = a_complete_draft(cast)
    hidden = a_resolved_incident(cast, title="The quiet breach", visibility="restricted")
    incidents.relate(draft.incident, by=cast.alice, other=hidden, reason="Same secret")
    for format in ("markdown", "json", "html"):
        assert b"Same secret" in one(draft, format, reader=cast.alice).data
        assert b"Same secret" not in one(draft, format, reader=cast.mallory).data
        assert b"quiet breach" not in one(draft, format, reader=cast.mallory).data


def test_nobody_exports_what_they_may_not_see(as_: SignIn, cast: Cast) -> None:
    draft = a_complete_draft(cast, incident=a_resolved_incident(cast, visibility="restricted"))
    client = as_(cast.mallory)
    for rest in ("", "markdown/", "json/", "html/"):
        assert client.get(address(draft, rest)).status_code == 404
    assert client.post(address(draft, "ask/"), {"format": "pdf"}).status_code == 404
    assert "restricted" not in one(draft, "markdown", reader=cast.alice).name


def test_everything_a_search_finds_comes_in_one_zip_and_only_what_may_be_seen(as_: SignIn, cast: Cast) -> None:
    a_complete_draft(cast)
    a_complete_draft(cast, incident=a_resolved_incident(cast, title="Hidden", visibility="restricted"))
    a_complete_draft(cast, incident=a_resolved_incident(cast, title="Second"))
    sweep()
    client = as_(cast.mallory)
    assert "Export 2 write-ups" in client.get("/exports/library/").content.decode()
    answer = client.post("/exports/library/", {"format": "markdown"})
    export = Export.objects.get()
    assert answer.status_code == 302 and len(export.numbers) == 2
    workflow.make(export.pk)
    fetched = client.get(f"/exports/{export.pk}/file/")
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        assert len(archive.namelist()) == 2 and not any("hidden" in name for name in archive.namelist())
    assert as_(cast.root).get(f"/exports/{export.pk}/file/").status_code == 404


def test_too_many_for_one_file_are_said_beside_the_choice(
    as_: SignIn, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exchange.workflow.making.MOST_PDF", 1)
    for _ in range(2):
        a_complete_draft(cast)
    sweep()
    answer = as_(cast.mallory).post("/exports/library/", {"format": "pdf", "with_comments": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Up to 1 write-ups go into one file of this kind, and these are 2." in page
    assert 'name="with_comments"' in page and page.count("checked") == 2
    assert not Export.objects.exists()


def test_a_file_is_asked_for_again_when_it_is_fetched(as_: SignIn, cast: Cast) -> None:
    draft = a_complete_draft(cast)
    client = as_(cast.mallory)
    client.post(address(draft, "ask/"), {"format": "markdown"})
    export = Export.objects.get()
    assert workflow.make(export.pk) and not workflow.make(export.pk), "made once"
    assert client.get(f"/exports/{export.pk}/file/").status_code == 200
    Incident.objects.update(visibility="restricted")
    Participation.objects.filter(user=cast.mallory).delete()
    assert client.get(f"/exports/{export.pk}/file/").status_code == 409
    Incident.objects.update(visibility="organisation")
    Export.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    assert client.get(f"/exports/{export.pk}/file/").status_code == 409
    workflow.expire()
    assert not Export.objects.exists()


def test_what_kills_its_worker_is_not_tried_for_ever(cast: Cast) -> None:
    export = workflow.ask_for(by=cast.alice, format="markdown", numbers=[a_complete_draft(cast).incident.number])
    Export.objects.update(attempts=3)
    assert not workflow.make(export.pk)
    export.refresh_from_db()
    assert export.state == "failed" and "could not be made" in export.problem


@pytest.mark.parametrize("name", ["incidents", "postmortems"])
def test_lists_are_safe_for_spreadsheets_and_narrowed_as_the_page(as_: SignIn, cast: Cast, name: str) -> None:
    a_complete_draft(cast, incident=a_resolved_incident(cast, title='=HYPERLINK("x")', severity="sev1"))
    a_complete_draft(cast, incident=a_resolved_incident(cast, title="Other", severity="sev3"))
    a_complete_draft(cast, incident=a_resolved_incident(cast, title="Secret", visibility="restricted"))
    sweep()
    answer: Any = as_(cast.mallory).get(f"/exports/{name}.csv?severity=sev1")
    text = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK" in text and "Other" not in text and "Secret" not in text
