"""Two people in one row of a block never overwrite each other without a word."""

from datetime import timedelta

from django.http import HttpResponse

from accounts.models import User
from actions import workflow as actions
from kit import clock
from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import a_complete_draft
from tests.cast import Cast, signed_in


def send(postmortem: Postmortem, path: str, by: User, **given: object) -> HttpResponse:
    return signed_in(by).post(f"/postmortems/{postmortem.reference}/{path}", given)  # type: ignore[return-value]


def test_the_second_save_of_a_row_shows_what_the_first_made_of_it(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    figure = {"area": "customer", "label": "x", "certainty": "measured"}
    rows = {
        "figures": (postmortem.impact_figures.get(), figure, "value"),
        "whys": (postmortem.whys.first(), {"question": "Why?"}, "answer"),
        "factors": (postmortem.factors.first(), {"category": "process"}, "text"),
    }
    for path, (row, given, name) in rows.items():
        first = send(postmortem, f"{path}/{row.pk}/", cast.alice, **given, version=row.version, **{name: "Alice's"})
        second = send(postmortem, f"{path}/{row.pk}/", cast.bob, **given, version=row.version, **{name: "Bob's"})
        assert (first.status_code, second.status_code) == (302, 409), path
        row.refresh_from_db()
        assert getattr(row, name) == "Alice's"
        assert "Alice&#x27;s" in second.content.decode()
        assert "Bob&#x27;s" in second.content.decode()


def test_two_people_who_answer_a_factor_are_shown_both_answers(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    factor = postmortem.factors.get(category="technology")
    mine, theirs = (
        actions.create(by=cast.bob, title=f"Watch the pool {n}", owner=cast.bob, incident=postmortem.incident)
        for n in (1, 2)
    )
    path = f"factors/{factor.pk}/answer/"
    assert send(postmortem, path, cast.alice, actions=theirs.pk, version=factor.version).status_code == 302
    answer = send(postmortem, path, cast.bob, actions=mine.pk, version=factor.version)
    assert answer.status_code == 409
    assert theirs.title in answer.content.decode()
    assert list(factor.actions.all()) == [theirs]


def test_two_people_who_accept_a_risk_are_shown_both_reasons(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    factor = postmortem.factors.get(category="process")
    given = {"owner": "bob", "until": (clock.now() + timedelta(days=30)).date(), "version": factor.version}
    path = f"factors/{factor.pk}/accept/"
    assert send(postmortem, path, cast.alice, reason="Alice's reason.", **given).status_code == 302
    answer = send(postmortem, path, cast.bob, reason="Bob's reason.", **given)
    assert answer.status_code == 409
    assert "Alice&#x27;s reason." in answer.content.decode()
    factor.refresh_from_db()
    assert factor.risk_reason == "Alice's reason."


def test_a_removed_row_is_not_brought_back_by_a_late_save(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    figure = postmortem.impact_figures.get()
    workflow.remove_figure(figure, by=cast.alice)
    given = {"area": "customer", "label": "x", "certainty": "measured", "value": "2", "version": figure.version}
    assert send(postmortem, f"figures/{figure.pk}/", cast.bob, **given).status_code in {404, 409}
    assert not postmortem.impact_figures.exists()
