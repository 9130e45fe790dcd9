"""What the palette looks for while somebody types."""

import pytest

from actions import workflow as actions
from incidents import workflow as incidents
from incidents.models import Incident
from library import ranking, search, workflow
from tests import palette
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_draft, write
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def a_write_up(cast: Cast, title: str, text: str, **details: object) -> int:
    postmortem = a_draft(cast, incident=a_resolved_incident(cast, title=title, **details))
    write(postmortem, "what_happened", text, by=cast.alice)
    return int(postmortem.incident_id)


def test_it_goes_on_behind_what_a_person_may_not_see(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "AT_FIRST", 1)
    seen = a_write_up(cast, "Plain", "The certificate expired.")
    hidden = [a_write_up(cast, f"Closed {n}", "The certificate expired.", visibility="restricted") for n in range(4)]
    workflow.sweep()
    assert search.quick(cast.mallory, "certif", most=2) == [seen]
    assert set(search.quick(cast.alice, "certif", most=5)) == {seen, *hidden}
    incidents.change_visibility(Incident.objects.get(pk=seen), by=cast.alice, visibility="team")
    assert search.quick(cast.mallory, "certif", most=2) == []


def test_it_finds_finished_actions_after_the_others(cast: Cast) -> None:
    done = an_action(cast, title="Rotate certificates in staging")
    actions.complete(done, by=cast.bob, evidence="https://ci.example/1")
    left = an_action(cast, title="Rotate certificates in production")
    for words, found in (
        ("rotate certif", [left, done]),
        ("rotate certificates in stag", [done]),
        ("rotate certificates on stag", []),
    ):
        page = palette.typed(cast.bob, words)
        places = [page.find(f'href="{action.get_absolute_url()}"') for action in found]
        assert -1 not in places and places == sorted(places), words
        assert page.count("ACT-") == len(found), words
