"""The doors of single verbs: they do it, keep what was typed when they refuse, and work without script."""

from typing import Any

import pytest

from incidents import workflow
from incidents.models import Incident, IncidentRelation, TimelineEntry
from tests.builders.incidents import a_resolved_incident, an_entry, an_incident, at
from tests.cast import Cast, signed_in

HTMX = {"HX-Request": "true"}


def url(incident: Incident, rest: str) -> str:
    return f"/incidents/{incident.reference}/{rest}"


def test_it_adds_a_line_on_the_day_closest_to_the_last_one(cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, 13 * 60 + 20)
    signed_in(cast.bob).post(url(incident, "timeline/quick/"), {"at": "00:10", "text": "Still failing"})
    assert TimelineEntry.objects.get(text="Still failing").at == at(13 * 60 + 40)


def test_it_reads_a_line_in_the_zone_the_page_showed(cast: Cast) -> None:
    cast.bob.time_zone = "Asia/Tokyo"
    cast.bob.save()
    incident = an_incident(cast)
    signed_in(cast.bob).post(url(incident, "timeline/quick/"), {"at": "19:45", "text": "Checked", "zone": "mine"})
    assert TimelineEntry.objects.get(text="Checked").at == at(15)


@pytest.mark.parametrize("nonsense", ["25:00", "soon", "", "9999-12-31 23:59", "1970-01-01 00:00", "0001-01-01 00:00"])
def test_it_says_which_time_it_takes_and_keeps_the_line(cast: Cast, nonsense: str) -> None:
    incident = an_incident(cast)
    response = signed_in(cast.bob).post(
        url(incident, "timeline/quick/"), {"at": nonsense, "text": "Kept text"}, headers=HTMX
    )
    assert response.status_code == 422
    assert "Kept text" in response.content.decode()
    assert not TimelineEntry.objects.exists()


def test_it_names_the_limit_of_a_text(cast: Cast) -> None:
    incident = an_incident(cast)
    data = {"at": "2025-11-10T10:40", "kind": "observation", "text": "x" * 2_001, "certainty": "evidenced"}
    response = signed_in(cast.bob).post(url(incident, "timeline/new/"), data)
    assert response.status_code == 422
    assert "at most 2000 characters" in response.content.decode()


def test_it_shows_both_texts_to_a_stale_tab_and_lets_the_next_save_through(cast: Cast) -> None:
    incident = an_incident(cast)
    entry = an_entry(incident, cast)
    workflow.edit_entry(entry, by=cast.alice, version=1, text="Errors at 95%")
    data = {"at": "2025-11-10T10:30", "kind": "observation", "text": "Errors everywhere", "certainty": "evidenced"}
    client = signed_in(cast.bob)
    response = client.post(url(incident, f"timeline/{entry.pk}/"), {**data, "version": 1})
    page = response.content.decode()
    assert response.status_code == 422
    assert "By now it says: Errors at 95%" in page
    assert "Errors everywhere" in page
    client.post(url(incident, f"timeline/{entry.pk}/"), {**data, "version": 2})
    entry.refresh_from_db()
    assert entry.text == "Errors everywhere"


def test_it_deletes_with_an_undo(cast: Cast) -> None:
    incident = an_incident(cast)
    entry = an_entry(incident, cast)
    client = signed_in(cast.bob)
    response = client.post(url(incident, f"timeline/{entry.pk}/delete/"), headers=HTMX)
    assert f"timeline/{entry.pk}/restore/" in response["HX-Trigger"]
    client.post(url(incident, f"timeline/{entry.pk}/restore/"))
    assert TimelineEntry.objects.kept().get() == entry


def test_it_does_not_touch_an_entry_of_another_incident(cast: Cast) -> None:
    entry = an_entry(an_incident(cast), cast)
    other = an_incident(cast)
    assert signed_in(cast.bob).post(url(other, f"timeline/{entry.pk}/delete/")).status_code == 404


def test_it_sets_and_clears_milestones(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    entry = an_entry(incident, cast, 4, "Paged")
    client = signed_in(cast.bob)
    form = client.get(url(incident, "milestones/")).context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form}
    data = {
        name: value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "strftime") else value for name, value in data.items()
    }
    client.post(url(incident, "milestones/"), {**data, "understood_at": "", "detected_proof": str(entry.pk)})
    incident.refresh_from_db()
    entry.refresh_from_db()
    assert (incident.understood_at, incident.detected_at, entry.milestone) == (None, at(4), "detected")
    assert (incident.started_at, incident.resolved_at) == (at(0), at(135))


def test_it_keeps_typed_details_when_another_tab_saved_first(cast: Cast) -> None:
    incident = an_incident(cast)
    workflow.edit(incident, by=cast.alice, version=1, title="Cards fail")
    data = {"title": "Payments fail", "kind": "outage", "version": 1, "services": [cast.payment_api.pk], "teams": []}
    response = signed_in(cast.bob).post(url(incident, "edit/"), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "By now it says: Cards fail" in page
    assert "Payments fail" in page


@pytest.mark.parametrize(
    ("rest", "data", "field", "value"),
    [
        ("severity/", {"severity": "sev1", "reason": ""}, "severity", "sev1"),
        ("mitigate/", {"at": "2025-11-10T11:50"}, "status", "mitigated"),
        ("resolve/", {"at": "2025-11-10T12:45"}, "resolved_at", at(135)),
        ("visibility/", {"visibility": "restricted"}, "visibility", "restricted"),
        ("decide/", {"decision": "light"}, "decision", "light"),
    ],
)
def test_it_does_it_by_a_plain_form(cast: Cast, rest: str, data: dict[str, str], field: str, value: Any) -> None:
    incident = an_incident(cast)
    client = signed_in(cast.alice)
    assert client.get(url(incident, rest)).status_code == 200
    assert client.post(url(incident, rest), data).status_code == 302
    incident.refresh_from_db()
    assert getattr(incident, field) == value


def test_it_refuses_no_write_up_without_a_reason_beside_the_field(cast: Cast) -> None:
    response = signed_in(cast.alice).post(url(an_incident(cast), "decide/"), {"decision": "none"})
    assert response.status_code == 422
    assert "reason" in response.context["form"].errors


def test_it_lists_people_by_handle(cast: Cast) -> None:
    incident = an_incident(cast)
    client = signed_in(cast.bob)
    assert client.post(url(incident, "people/"), {"user": "@nobody", "role": "commander"}).status_code == 422
    client.post(url(incident, "people/"), {"user": "@Erin", "role": "commander"})
    assert incident.participations.filter(user=cast.erin, role="commander").exists()
    client.post(url(incident, "people/erin/commander/remove/"))
    assert not incident.participations.filter(user=cast.erin).exists()


def test_it_keeps_the_last_person_on_a_restricted_incident(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    response = signed_in(cast.alice).post(url(incident, "people/alice/responder/remove/"))
    assert response.status_code == 409
    assert incident.participations.exists()


def test_it_sends_somebody_who_took_themselves_off_back_to_the_list(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    workflow.list_person(incident, by=cast.alice, user=cast.bob, role="reader")
    response = signed_in(cast.bob).post(url(incident, "people/bob/reader/remove/"), headers=HTMX)
    assert response["HX-Redirect"] == "/incidents/"


def test_it_relates_only_to_what_its_author_can_see(cast: Cast) -> None:
    incident, hidden = an_incident(cast), an_incident(cast, visibility="restricted")
    data = {"other": hidden.reference, "kind": "similar", "reason": "Same."}
    assert signed_in(cast.bob).post(url(incident, "related/"), data).status_code == 422
    assert signed_in(cast.alice).post(url(incident, "related/"), data).status_code == 302
    relation = IncidentRelation.objects.get()
    assert signed_in(cast.bob).post(url(incident, f"related/{relation.pk}/remove/")).status_code == 404


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example/", "https://" + "x" * 1_000, "no address"])
def test_it_takes_only_web_addresses_as_sources(cast: Cast, address: str) -> None:
    incident = an_incident(cast)
    data = {"url": address, "label": "X", "kind": "other"}
    assert signed_in(cast.bob).post(url(incident, "links/"), data).status_code == 422
    assert not incident.links.exists()


def test_it_makes_tags_while_they_are_typed(cast: Cast) -> None:
    incident = an_incident(cast)
    signed_in(cast.bob).post(url(incident, "tags/"), {"technology": "PostgreSQL, postgresql ,", "other": "pool"})
    assert sorted(tag.name for tag in incident.tags.all()) == ["PostgreSQL", "pool"]


def test_it_says_that_nothing_happened_and_takes_it_back(cast: Cast) -> None:
    incident = an_incident(cast)
    client = signed_in(cast.bob)
    data = {"start": at(0).isoformat(), "end": at(20).isoformat(), "note": "Waiting"}
    response = client.post(url(incident, "timeline/gaps/"), data, headers=HTMX)
    spell = incident.quiet_spells.get()
    assert (spell.start_at, spell.note) == (at(0), "Waiting")
    assert f"gaps/{spell.pk}/reopen/" in response["HX-Trigger"]
