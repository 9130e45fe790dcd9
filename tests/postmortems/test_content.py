import json
from typing import Any

from postmortems import content
from tests.builders.incidents import an_incident
from tests.builders.reviews import a_draft, an_action, rewrite
from tests.cast import Cast


def test_it_holds_everything_a_reader_sees(cast: Cast) -> None:
    postmortem = a_draft(cast)
    frozen = content.freeze(postmortem)
    number = postmortem.incident.actions.get().number
    assert frozen["title"] == postmortem.incident.title
    assert frozen["severity"] == "sev2"
    assert [each["key"] for each in frozen["sections"]] == [each.key for each in postmortem.sections.all()]
    assert frozen["impact"][0]["value"] == "1,200"
    assert frozen["milestones"]["detected"] == "2025-11-10T10:32:00+00:00"
    assert frozen["timeline"][1]["at"] == "2025-11-10T10:32:00+00:00"
    assert [(why["question"], why["parent"]) for why in frozen["whys"]] == [
        ("Why did payments stop?", None),
        ("Why was the pool empty?", 0),
        ("Why did no test show it?", 1),
    ]
    assert next(each for each in frozen["factors"] if each["category"] == "technology")["actions"] == [number]
    assert next(each for each in frozen["factors"] if each["category"] == "process")["risk_owner"] == "bob"
    assert frozen["actions"][0]["owner"] == "bob"
    assert next(each for each in frozen["durations"] if each["key"] == "ttd")["seconds"] == 120


def test_it_survives_json_unchanged(cast: Cast) -> None:
    frozen = content.freeze(a_draft(cast))
    assert json.loads(json.dumps(frozen)) == frozen
    assert content.content_hash(json.loads(json.dumps(frozen))) == content.content_hash(frozen)


def test_it_changes_with_a_text_and_not_with_progress(cast: Cast) -> None:
    postmortem = a_draft(cast)
    before = content.present_hash(postmortem)
    postmortem.incident.actions.update(state="in_progress", latest_note="Half way", moved=1)
    assert content.present_hash(postmortem) == before
    rewrite(postmortem, postmortem.sections.first().key, "Other words.")
    assert content.present_hash(postmortem) != before


def test_it_changes_with_an_action_that_is_added(cast: Cast) -> None:
    postmortem = a_draft(cast)
    before = content.present_hash(postmortem)
    an_action(cast, postmortem.incident, title="Limit lock time")
    assert content.present_hash(postmortem) != before


def test_it_names_related_incidents_without_their_titles(cast: Cast) -> None:
    from incidents import workflow

    postmortem = a_draft(cast)
    other = an_incident(cast, title="Credentials in a log", visibility="restricted")
    workflow.relate(postmortem.incident, by=cast.alice, other=other, kind="similar", reason="Same library")
    frozen = content.freeze(postmortem)
    assert frozen["related"] == [{"number": other.number, "kind": "similar", "reason": "Same library"}]
    assert "Credentials" not in json.dumps(frozen)


def test_it_is_cheap(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem = a_draft(cast)
    with django_assert_max_num_queries(2):
        content.freeze(postmortem)
