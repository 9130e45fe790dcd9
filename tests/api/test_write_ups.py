from __future__ import annotations

from typing import Any

from postmortems.models import Postmortem, SectionConflict
from postmortems.workflow import save_section
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_draft
from tests.cast import Cast


def prose(postmortem: Postmortem) -> str:
    return str(postmortem.sections.filter(prose=True).values_list("key", flat=True)[0])


def test_it_opens_the_draft_once(cast: Cast, program: Any) -> None:
    incident = a_resolved_incident(cast)
    asked = program(cast.bob)
    path = f"/incidents/{incident.reference}/write-up"
    first, again = asked.post(path, {}), asked.post(path, {})
    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert Postmortem.objects.count() == 1
    assert [section["key"] for section in first.json()["sections"]]
    assert asked.get(f"/incidents/{incident.reference}").json()["write_up"].endswith(f"/write-ups/{incident.reference}")


def test_it_types_into_the_live_document(cast: Cast, program: Any) -> None:
    postmortem = a_draft(cast)
    asked = program(cast.alice)
    path = f"/write-ups/{postmortem.reference}/sections/{prose(postmortem)}"
    written = asked.put(path, {"body": "The pool was full."}, If_Match=asked.get(path)["ETag"])
    assert (written.status_code, written.json()["body"]) == (200, "The pool was full."), written.content
    theirs = save_section(
        postmortem, by=cast.alice, key=prose(postmortem), body="At noon. The pool was full.", base="The pool was full."
    )
    assert theirs.body == "At noon. The pool was full."
    merged = asked.put(path, {"body": "The pool was full. It drained.", "base": "The pool was full."})
    assert merged.json()["body"] == "At noon. The pool was full. It drained."


def test_a_text_that_was_read_before_is_not_written_over(cast: Cast, program: Any) -> None:
    postmortem = a_draft(cast)
    asked = program(cast.alice)
    path = f"/write-ups/{postmortem.reference}/sections/{prose(postmortem)}"
    etag = asked.get(path)["ETag"]
    assert asked.put(path, {"body": "x"}).status_code == 428
    asked.put(path, {"body": "Theirs."}, If_Match=etag)
    assert asked.put(path, {"body": "Mine."}, If_Match=etag).status_code == 412
    assert asked.get(path).json()["body"] == "Theirs."


def test_a_clash_is_kept_for_people_to_merge(cast: Cast, program: Any) -> None:
    postmortem = a_draft(cast)
    asked = program(cast.alice)
    path = f"/write-ups/{postmortem.reference}/sections/{prose(postmortem)}"
    asked.put(path, {"body": "The queue was full.", "base": ""})
    asked.put(path, {"body": "The pool was full.", "base": "The queue was full."})
    answer = asked.put(path, {"body": "The disk was full.", "base": "The queue was full."})
    assert answer.status_code == 412
    assert asked.get(path).json()["body"] == "The pool was full."
    assert SectionConflict.objects.get().body == "The disk was full."


def test_whoever_only_reads_writes_nothing(cast: Cast, program: Any) -> None:
    postmortem = a_draft(cast)
    asked = program(cast.carol)
    path = f"/write-ups/{postmortem.reference}"
    assert asked.get(path).status_code == 200
    assert asked.put(f"{path}/sections/{prose(postmortem)}", {"body": "x", "base": ""}).status_code == 403
