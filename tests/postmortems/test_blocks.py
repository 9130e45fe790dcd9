from datetime import timedelta

import pytest

from accounts.models import User
from actions.models import Action
from incidents.models import Incident
from kit import clock
from kit.errors import Refused, Stale
from postmortems import workflow
from postmortems.draft import Draft
from postmortems.models import ContributingFactor, ImpactFigure, Postmortem, Why
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_complete_draft, a_draft
from tests.cast import Cast, signed_in

HTMX = {"HX-Request": "true"}


def post(by: User, postmortem: Postmortem, rest: str, **data: object):  # type: ignore[no-untyped-def]
    return signed_in(by).post(f"/postmortems/{postmortem.reference}/{rest}", data, headers=HTMX)


def a_figure(cast: Cast, postmortem: Postmortem) -> ImpactFigure:
    return workflow.add_figure(postmortem, by=cast.alice, area="customer", label="customers affected", value="1,200")


def test_it_adds_a_figure_once_however_often_the_button_is_pressed(cast: Cast) -> None:
    postmortem = a_draft(cast)
    given = {"area": "business", "label": "revenue lost", "value": "~40,000 EUR", "certainty": "estimated"}
    for _ in range(2):
        answer = post(cast.bob, postmortem, "figures/add/", once="one-press", **given)
        assert answer.status_code == 200
    assert b'id="block-impact"' in answer.content
    assert b'id="outline"' in answer.content
    assert ImpactFigure.objects.get().certainty == "estimated"


def test_it_says_what_is_wrong_beside_the_field(cast: Cast) -> None:
    answer = post(
        cast.bob, a_draft(cast), "figures/add/", area="business", label="x" * 81, value="1", certainty="measured"
    )
    assert answer.status_code == 422
    assert b"at most 80 characters" in answer.content


def test_it_shows_what_a_row_says_now_before_it_is_overwritten(cast: Cast) -> None:
    postmortem = a_draft(cast)
    figure = a_figure(cast, postmortem)
    workflow.edit_figure(figure, by=cast.alice, version=1, value="1,300")
    given = {"area": "customer", "label": "customers affected", "value": "1,250", "certainty": "measured"}
    answer = post(cast.bob, postmortem, f"figures/{figure.pk}/", version=1, **given)
    assert answer.status_code == 409
    assert b"1,300" in answer.content
    assert ImpactFigure.objects.get().value == "1,300"
    assert post(cast.bob, postmortem, f"figures/{figure.pk}/", version=2, **given).status_code == 200
    assert ImpactFigure.objects.get().value == "1,250"


def test_it_removes_a_figure_and_brings_it_back(cast: Cast) -> None:
    postmortem = a_draft(cast)
    figure = a_figure(cast, postmortem)
    answer = post(cast.bob, postmortem, f"figures/{figure.pk}/remove/")
    assert f"figures/{figure.pk}/restore/" in answer["HX-Trigger"]
    assert not ImpactFigure.objects.exists()
    with pytest.raises(Stale):
        workflow.edit_figure(figure, by=cast.alice, version=1, value="2")
    post(cast.bob, postmortem, f"figures/{figure.pk}/restore/")
    assert ImpactFigure.objects.get() == figure


def ladder(cast: Cast, postmortem: Postmortem) -> list[Why]:
    first = workflow.add_why(postmortem, by=cast.bob, question="Why 1?", answer="One.")
    second = workflow.add_why(postmortem, by=cast.bob, question="Why 2?", answer="Two.", parent=first)
    return [first, second, workflow.add_why(postmortem, by=cast.bob, question="Why 3?", answer="Three.", parent=second)]


def test_a_why_goes_and_comes_back_with_what_was_asked_below_it(cast: Cast) -> None:
    postmortem = a_draft(cast)
    first, second, _ = ladder(cast, postmortem)
    workflow.remove_why(second, by=cast.bob)
    assert list(Why.objects.all()) == [first]
    workflow.restore_why(second, by=cast.bob)
    assert Why.objects.count() == 3


def test_it_refuses_to_ask_why_of_an_answer_that_is_gone(cast: Cast) -> None:
    postmortem = a_draft(cast)
    first, second, third = ladder(cast, postmortem)
    workflow.remove_why(first, by=cast.bob)
    with pytest.raises(Refused):
        workflow.add_why(postmortem, by=cast.bob, question="Why 4?", parent=third)
    with pytest.raises(Refused, match="above"):
        workflow.restore_why(second, by=cast.bob)


def test_it_adds_below_and_flags_an_answer_that_stops_at_a_person(cast: Cast) -> None:
    postmortem = a_draft(cast)
    _, _, third = ladder(cast, postmortem)
    answer = post(cast.bob, postmortem, "whys/add/", question="Why 4?", answer="Human error.", parent=third.pk)
    assert b"This stops at a person" in answer.content
    post(cast.bob, postmortem, f"whys/{third.pk}/root/", is_root="on")
    third.refresh_from_db()
    assert third.is_root
    failing = {gate.key: gate for gate in Draft(postmortem).gates if not gate.holds}
    assert not failing["whys_system"].waivable


def test_a_why_of_another_write_up_is_no_parent(cast: Cast) -> None:
    other = ladder(cast, a_draft(cast))[0]
    answer = post(cast.bob, a_draft(cast), "whys/add/", question="Why?", parent=other.pk)
    assert answer.status_code == 422


def test_a_factor_is_answered_by_actions_of_the_incident_only(cast: Cast) -> None:
    postmortem = a_draft(cast)
    factor = workflow.add_factor(postmortem, by=cast.bob, category="process", text="No load test")
    post(cast.bob, postmortem, "actions/add/", title="Run a load test weekly", priority="high", category="testing")
    action = Action.objects.get()
    assert (action.incident, action.clock_started_at) == (postmortem.incident, None)
    post(cast.bob, postmortem, f"factors/{factor.pk}/answer/", actions=[action.pk], version=1)
    assert list(factor.actions.all()) == [action]
    post(cast.bob, postmortem, f"factors/{factor.pk}/answer/", version=2)
    assert not factor.actions.exists()
    with pytest.raises(Refused, match="another incident"):
        workflow.answer_with_action(
            workflow.add_factor(a_draft(cast), by=cast.bob, category="people", text="Night"), by=cast.bob, action=action
        )


def test_a_risk_is_accepted_by_somebody_for_a_while_and_taken_back(cast: Cast) -> None:
    postmortem = a_draft(cast)
    factor = workflow.add_factor(postmortem, by=cast.bob, category="process", text="No load test")
    soon, past = (clock.now().date() + timedelta(days=days) for days in (30, -1))
    given = {"owner": "@alice", "reason": "Next quarter.", "version": 1}
    assert post(cast.bob, postmortem, f"factors/{factor.pk}/accept/", **given, until=past).status_code == 422
    assert post(cast.bob, postmortem, f"factors/{factor.pk}/accept/", **given, until=soon).status_code == 200
    assert ContributingFactor.objects.get().risk_owner == cast.alice
    post(cast.bob, postmortem, f"factors/{factor.pk}/withdraw/")
    assert not ContributingFactor.objects.get().is_accepted_risk


def test_it_asks_a_vague_action_what_done_would_look_like(cast: Cast) -> None:
    answer = post(
        cast.bob, a_draft(cast), "actions/add/", title="Improve monitoring", priority="low", category="testing"
    )
    assert b"What would done look like" in answer.content


def test_it_relates_incidents_the_person_can_see_and_no_others(cast: Cast) -> None:
    postmortem = a_draft(cast)
    other, hidden = a_resolved_incident(cast, title="Rumpelstiltskin"), a_resolved_incident(cast, visibility="team")
    given = {"kind": "similar", "reason": "The same pool."}
    assert post(cast.mallory, postmortem, "related/add/", other=hidden.reference, **given).status_code == 422
    assert b"Rumpelstiltskin" in post(cast.mallory, postmortem, "related/add/", other=other.reference, **given).content
    Incident.objects.filter(pk=other.pk).update(visibility="team")
    page = signed_in(cast.mallory).get(f"/postmortems/{postmortem.reference}/edit/").content
    assert b"Rumpelstiltskin" not in page


@pytest.mark.parametrize("rest", ["figures/add/", "whys/add/", "factors/add/", "actions/add/", "related/add/"])
def test_its_forms_are_pages_without_script_and_closed_to_others(cast: Cast, rest: str) -> None:
    postmortem = a_draft(cast, incident=a_resolved_incident(cast, visibility="team"))
    address = f"/postmortems/{postmortem.reference}/{rest}"
    assert b"<!doctype html>" in signed_in(cast.bob).get(address).content
    assert signed_in(cast.carol).get(address).status_code == 403
    assert signed_in(cast.mallory).get(address).status_code == 404


def test_rows_of_another_write_up_are_not_found(cast: Cast) -> None:
    figure = a_complete_draft(cast).impact_figures.get()
    assert post(cast.bob, a_draft(cast), f"figures/{figure.pk}/remove/").status_code == 404
