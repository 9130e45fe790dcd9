import json
from typing import Any

from postmortems import content
from postmortems.models import ContributingFactor, ImpactFigure, Postmortem, Why
from tests.builders.incidents import an_incident
from tests.builders.reviews import a_draft, an_action, rewrite
from tests.cast import Cast


def analysed(cast: Cast) -> Postmortem:
    postmortem = a_draft(cast)
    ImpactFigure.objects.create(postmortem=postmortem, area="customer", label="customers", value="15,000")
    first = Why.objects.create(postmortem=postmortem, question="Why did it stop?", answer="The pool was empty.")
    Why.objects.create(postmortem=postmortem, parent=first, question="Why was it empty?", is_root=True, order=1)
    factor = ContributingFactor.objects.create(postmortem=postmortem, category="process", text="No checklist")
    factor.actions.set(postmortem.incident.actions.all())
    return postmortem


def test_it_holds_everything_a_reader_sees(cast: Cast) -> None:
    postmortem = analysed(cast)
    frozen = content.freeze(postmortem)
    number = postmortem.incident.actions.get().number
    assert frozen["title"] == postmortem.incident.title
    assert frozen["severity"] == "sev2"
    assert [each["key"] for each in frozen["sections"]] == [each.key for each in postmortem.sections.all()]
    assert frozen["impact"][0]["value"] == "15,000"
    assert frozen["milestones"]["detected"] == "2025-11-10T10:32:00+00:00"
    assert frozen["timeline"][1]["at"] == "2025-11-10T10:32:00+00:00"
    assert [(why["question"], why["parent"]) for why in frozen["whys"]] == [
        ("Why did it stop?", None),
        ("Why was it empty?", 0),
    ]
    assert frozen["factors"][0]["actions"] == [number]
    assert frozen["actions"][0]["owner"] == "bob"
    assert frozen["actions"][0]["due_on"] == "2025-12-01"
    assert next(each for each in frozen["durations"] if each["key"] == "ttd")["seconds"] == 120


def test_it_survives_json_unchanged(cast: Cast) -> None:
    frozen = content.freeze(analysed(cast))
    assert json.loads(json.dumps(frozen)) == frozen
    assert content.content_hash(json.loads(json.dumps(frozen))) == content.content_hash(frozen)


def test_it_changes_with_a_text_and_not_with_progress(cast: Cast) -> None:
    postmortem = analysed(cast)
    before = content.present_hash(postmortem)
    postmortem.incident.actions.update(state="in_progress", latest_note="Half way", moved=1)
    assert content.present_hash(postmortem) == before
    rewrite(postmortem, postmortem.sections.first().key, "Other words.")
    assert content.present_hash(postmortem) != before


def test_it_changes_with_an_action_that_is_added(cast: Cast) -> None:
    postmortem = analysed(cast)
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


def test_it_is_cheap(cast: Cast, django_assert_num_queries: Any) -> None:
    postmortem = analysed(cast)
    with django_assert_num_queries(2):
        content.freeze(postmortem)
