"""From a file that is sent to a write-up: looked at, corrected, saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from actions import workflow as actions
from activity.models import Notice
from exchange import workflow
from exchange.models import Import, ImportedFile
from incidents.models import Incident
from kit import clock
from postmortems.models import Postmortem
from tests.builders.images import a_png
from tests.cast import Cast
from tests.exchange.corpus import HOUSES
from tests.exchange.test_folder import zipped

pytestmark = pytest.mark.django_db
OPTIONS = {"publish": "published", "open_actions": "closed", "template": "standard", "visibility": "organisation"}
SignIn = Callable[[User], Client]


def sent(client: Client, name: str, data: bytes) -> Import:
    answer = client.post("/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content
    batch = Import.objects.latest("pk")
    workflow.read_waiting(batch.pk)
    return Import.objects.get(pk=batch.pk)


def test_a_text_becomes_a_write_up_as_it_was_understood(as_: SignIn, cast: Cast) -> None:
    client = as_(cast.alice)
    batch = sent(client, "pager_style.md", (HOUSES / "pager_style.md").read_bytes())
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "Search returned stale results" in page and "12 sections" in page and "6 entries" in page
    assert not Incident.objects.exists(), "nothing is saved before somebody says so"
    told = Notice.objects.count()
    client.post(f"/import/{batch.pk}/save/", OPTIONS)
    workflow.save_chosen(batch.pk)
    incident = Incident.objects.get()
    postmortem = incident.postmortem
    assert (incident.title, incident.severity, incident.status) == ("Search returned stale results", "sev2", "resolved")
    assert incident.entries.count() == 6 and incident.started_at.isoformat() == "2021-07-08T13:12:00+00:00"
    assert postmortem.state == "published" and postmortem.revision is not None
    assert "expired" in postmortem.sections.get(key="what_happened").body
    assert [(each.state, bool(each.evidence)) for each in incident.actions.order_by("number")] == [
        *(("done", True), ("dropped", False), ("dropped", False)),
    ]
    assert actions.open_steps(clock.now() + timedelta(days=400)) == 0, "the ladder leaves what is over alone"
    assert Notice.objects.count() == told, "nobody is told of what happened long ago"
    assert incident.reference in client.get(batch.get_absolute_url()).content.decode()


def test_what_was_understood_can_be_corrected_first(as_: SignIn, cast: Cast) -> None:
    client = as_(cast.alice)
    batch = sent(client, "german.md", (HOUSES / "german.md").read_bytes())
    file = batch.files.get()
    page = client.get(file.get_absolute_url()).content.decode()
    assert "Zeitlicher Ablauf" in page and "J. Scholz" in page and "Störung behoben" in page
    given: dict[str, Any] = {"title": "Sign-in failed", "severity": "sev1", "kind": "outage", "zone": "Asia/Tokyo"}
    given |= {"started": "2022-03-07T09:00", "resolved": "2022-03-07T10:00", "services": ["payment-api"]}
    given |= {
        f"part_{n}": "own" if part.title == "Ursache" else part.key or "out" for n, part in enumerate(file.found.parts)
    }
    given |= {"owner_0": "bob", "owner_1": ""}
    wrong = client.post(file.get_absolute_url(), given | {"zone": "Nowhere"})
    assert (
        wrong.status_code == 422
        and "No such zone" in wrong.content.decode()
        and "Sign-in failed" in wrong.content.decode()
    )
    assert client.post(file.get_absolute_url(), given).status_code == 302
    client.post(f"/import/{batch.pk}/save/", OPTIONS | {"publish": "draft"})
    workflow.save_chosen(batch.pk)
    incident = Incident.objects.get()
    assert (incident.title, incident.severity) == ("Sign-in failed", "sev1")
    assert incident.started_at.isoformat() == "2022-03-07T00:00:00+00:00"
    assert incident.entries.order_by("at")[0].at.isoformat() == "2022-03-06T23:10:00+00:00"
    assert [service.slug for service in incident.services.all()] == ["payment-api"]
    assert Postmortem.objects.get().state == "draft"
    assert Postmortem.objects.get().sections.get(title="Ursache").body.startswith("Ein Schlüssel")
    first, second = incident.actions.order_by("number")
    assert (first.owner, first.state, first.clock_started_at) == (cast.bob, "todo", None)
    assert second.owner is None and "A. Yıldız" in second.description


def test_the_same_file_is_known_again_and_can_be_left_out(as_: SignIn, cast: Cast) -> None:
    client = as_(cast.alice)
    data = (HOUSES / "wiki.txt").read_bytes()
    first = sent(client, "wiki.txt", data)
    client.post(f"/import/{first.pk}/save/", OPTIONS)
    workflow.save_chosen(first.pk)
    again = sent(client, "copy.txt", data)
    page = client.get(again.get_absolute_url()).content.decode()
    assert f'Imported already as <a class="link above" href="/postmortems/{Incident.objects.get().reference}/">' in page
    client.post(f"/import/{again.pk}/{again.files.get().pk}/leave-out/", {"out": "yes"})
    refused = client.post(f"/import/{again.pk}/save/", OPTIONS)
    assert refused.status_code == 409 and Incident.objects.count() == 1


def test_what_a_dead_worker_left_is_taken_up(cast: Cast) -> None:
    folder = zipped(*((path.name, path.read_bytes()) for path in sorted(HOUSES.iterdir())))
    batch = workflow.receive(by=cast.alice, name="all.zip", data=folder)
    Import.objects.update(changed_at=clock.now() - timedelta(minutes=5))
    workflow.take_up()
    batch.refresh_from_db()
    assert batch.state == "ready"
    workflow.start_saving(batch, by=cast.alice, options=OPTIONS)
    assert workflow.save_one(batch.pk), "one is saved, then the worker is gone"
    Import.objects.update(changed_at=clock.now() - timedelta(minutes=5))
    workflow.take_up()
    batch.refresh_from_db()
    assert batch.state == "done"
    assert Incident.objects.count() == batch.files.filter(state="saved").count() == len(list(HOUSES.iterdir()))


def test_a_text_without_any_date_is_not_saved_with_an_invented_one(cast: Cast) -> None:
    batch = workflow.receive(by=cast.alice, name="x.md", data=b"# Broken\n\nIt broke.\n")
    workflow.read_waiting(batch.pk)
    workflow.start_saving(Import.objects.get(pk=batch.pk), by=cast.alice, options=OPTIONS)
    workflow.save_chosen(batch.pk)
    file = ImportedFile.objects.get()
    assert (file.state, file.problem) == ("failed", "Say when it started.")
    assert Import.objects.get().state == "ready" and not Incident.objects.exists()


def test_a_picture_of_the_folder_comes_along(cast: Cast) -> None:
    text = b"# Broken\n\nOn 2020-01-02 it broke.\n\n## Summary\n\n![graph](img/a.png) and ![gone](b.png)\n"
    batch = workflow.receive(by=cast.alice, name="x.zip", data=zipped(("d/x.md", text), ("d/img/a.png", a_png())))
    workflow.read_waiting(batch.pk)
    workflow.start_saving(Import.objects.get(pk=batch.pk), by=cast.alice, options=OPTIONS)
    workflow.save_chosen(batch.pk)
    postmortem = Postmortem.objects.get()
    image = postmortem.images.get()
    assert image.markdown in postmortem.revision.content["sections"][0]["body"]
    assert "![gone](b.png)" in postmortem.revision.content["sections"][0]["body"]


def test_what_one_person_sent_is_nobody_elses(as_: SignIn, cast: Cast) -> None:
    batch = sent(as_(cast.alice), "wiki.txt", (HOUSES / "wiki.txt").read_bytes())
    client = as_(cast.root)
    assert client.get(batch.get_absolute_url()).status_code == 404
    assert client.get(batch.files.get().get_absolute_url()).status_code == 404
    assert as_(cast.carol).get("/import/").status_code == 403


def test_an_upload_that_is_no_text_is_said_to_be_none(as_: SignIn, cast: Cast) -> None:
    answer = as_(cast.alice).post("/import/", {"file": SimpleUploadedFile("x.zip", b"PK\x03\x04broken")})
    assert answer.status_code == 422 and "This zip is damaged" in answer.content.decode()
