from datetime import timedelta
from typing import Any

import pytest

from incidents import workflow
from kit import clock
from tests.builders.incidents import a_resolved_incident, an_entry, an_incident, at
from tests.cast import Cast, signed_in


def url(incident: Any, rest: str = "") -> str:
    return f"/incidents/{incident.reference}/{rest}"


def test_it_shows_durations_with_their_formula(cast: Cast) -> None:
    page = signed_in(cast.carol).get(url(a_resolved_incident(cast))).content.decode()
    assert "2 <small>h</small> 13 <small>min</small>" in page
    assert "resolved 12:45 − detected 10:32" in page


def test_it_says_the_median_of_the_same_severity(cast: Cast) -> None:
    with clock.at(at(600)):
        incident = a_resolved_incident(cast, severity="sev4")
        shown = {
            stat.measured.duration.key: stat.median
            for stat in signed_in(cast.bob).get(url(incident)).context["measures"].stats
        }
    assert (shown["ttr"].seconds, shown["ttr"].count) == (133 * 60, 1)


def test_it_leaves_out_of_the_median_what_is_hidden_or_out_of_order(cast: Cast) -> None:
    from incidents.medians import _ask

    with clock.at(at(600)):
        a_resolved_incident(cast)
        a_resolved_incident(cast, visibility="restricted")
        wrong = a_resolved_incident(cast)
        workflow.set_milestones(wrong, by=cast.alice, times={"detected": at(-10)})
        assert _ask("sev2")["ttd"] == (120, 1)


def test_it_flags_a_milestone_before_its_start(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    workflow.set_milestones(incident, by=cast.alice, times={"detected": at(-10)})
    page = signed_in(cast.bob).get(url(incident)).content.decode()
    assert "Detected lies before started" in page
    assert "left out of statistics" in page


def test_it_shows_gaps_and_what_was_said_of_them(cast: Cast) -> None:
    incident = an_incident(cast)
    for minutes in (0, 20, 60):
        an_entry(incident, cast, minutes)
    workflow.answer_gap(incident, by=cast.bob, start_at=at(0), end_at=at(20), note="The pool drained.")
    page = signed_in(cast.alice).get(url(incident)).content.decode()
    assert "Nothing happened, confirmed by @bob: The pool drained." in page
    assert page.count("Nothing recorded.") == 1
    assert "1 gap of 15 minutes or more" in page


def test_it_shows_the_day_when_it_spans_several(cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, 0)
    an_entry(incident, cast, 60 * 14)
    page = signed_in(cast.alice).get(url(incident)).content.decode()
    assert "Mon 10 Nov 2025" in page
    assert "Tue 11 Nov 2025" in page


def test_it_shows_only_key_moments_on_demand(cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, 0, "Ordinary")
    an_entry(incident, cast, 1, "Decisive", starred=True)
    page = signed_in(cast.alice).get(url(incident), {"show": "key"}).content.decode()
    assert "Decisive" in page
    assert "Ordinary" not in page


def test_it_turns_to_the_readers_zone_and_remembers(cast: Cast) -> None:
    cast.bob.time_zone = "Asia/Tokyo"
    cast.bob.save()
    incident = an_incident(cast)
    an_entry(incident, cast, 0)
    client = signed_in(cast.bob)
    assert ">10:30<" in client.get(url(incident)).content.decode()
    assert ">19:30<" in client.get(url(incident), {"zone": "mine"}).content.decode()
    assert ">19:30<" in client.get(url(incident)).content.decode()


def test_it_renders_markdown_and_nothing_that_could_run(cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, 0, "Pool at **200** of `200` <script>alert(1)</script> [x](javascript:alert(1))")
    page = signed_in(cast.alice).get(url(incident)).content.decode()
    assert "<strong>200</strong>" in page
    assert "<script>alert" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize("reference", ["INC-999999", "INC-0", "INC-x", "42", "INC-99999999999999999999"])
def test_it_does_not_know_other_references(cast: Cast, reference: str) -> None:
    assert signed_in(cast.alice).get(f"/incidents/{reference}/").status_code == 404


@pytest.mark.parametrize("visibility", ["team", "restricted"])
def test_it_does_not_exist_for_mallory(cast: Cast, visibility: str) -> None:
    incident = an_incident(cast, visibility=visibility)
    entry = an_entry(incident, cast)
    client = signed_in(cast.mallory)
    for rest in ("", "edit/", "record/", "timeline/", f"timeline/{entry.pk}/", "people/", "decide/"):
        assert client.get(url(incident, rest)).status_code == 404, rest


def test_it_names_a_related_incident_only_to_those_who_may_see_it(cast: Cast) -> None:
    incident, hidden = an_incident(cast), an_incident(cast, title="Keys were exposed", visibility="restricted")
    workflow.relate(incident, by=cast.alice, other=hidden, kind="caused_by", reason="Same key.")
    for rest in ("", "record/"):
        page = signed_in(cast.bob).get(url(incident, rest)).content.decode()
        assert hidden.title not in page
        assert hidden.reference not in page
    assert hidden.title in signed_in(cast.alice).get(url(incident)).content.decode()
    assert "Caused</" not in signed_in(cast.alice).get(url(hidden)).content.decode()
    assert "Caused ·" in signed_in(cast.alice).get(url(hidden)).content.decode()


def test_it_asks_nothing_of_a_viewer(cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast)
    page = signed_in(cast.carol).get(url(incident)).content.decode()
    for offer in ("Add entry", "Edit details", "Add source", "Resolve"):
        assert offer not in page


def test_it_costs_twelve_queries_however_long_the_timeline(cast: Cast, django_assert_max_num_queries: Any) -> None:
    incident = a_resolved_incident(cast, services=[cast.payment_api, cast.search_index])
    for minutes in range(30):
        an_entry(incident, cast, minutes, f"Entry {minutes}", starred=True)
    workflow.list_person(incident, by=cast.alice, user=cast.erin, role="commander")
    workflow.add_link(incident, by=cast.alice, label="Chat", url="https://chat.example/1")
    workflow.tag(incident, by=cast.alice, tags=["pool", ("cause", "Exhaustion")])
    workflow.change_severity(incident, by=cast.alice, severity="sev1")
    workflow.answer_gap(incident, by=cast.alice, start_at=at(0), end_at=at(20))
    workflow.relate(incident, by=cast.alice, other=an_incident(cast), reason="The same pool.")
    client = signed_in(cast.alice)
    client.get(url(incident))
    with django_assert_max_num_queries(12):
        client.get(url(incident))


def test_it_answers_an_open_page_only_when_something_changed(cast: Cast) -> None:
    incident = an_incident(cast)
    client = signed_in(cast.bob)
    stamp = client.get(url(incident)).context["stamp"]
    asked = {"HX-Request": "true"}
    assert client.get(url(incident, "timeline/"), {"stamp": stamp}, headers=asked).status_code == 204
    an_entry(incident, cast, 3, "News", at=at(3) + timedelta(seconds=20))
    answer = client.get(url(incident, "timeline/"), {"stamp": stamp}, headers=asked)
    assert answer.status_code == 200
    assert "News" in answer.content.decode()
