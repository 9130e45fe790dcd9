import pytest
from django.urls import reverse

from actions import workflow as actions
from incidents import workflow as incidents
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in
from tests.palette import typed as jump


def test_it_offers_places_before_anything_is_typed(cast: Cast) -> None:
    page = signed_in(cast.bob).get(reverse("overview:jump")).content.decode()
    assert "Executive summaries" in page


@pytest.mark.parametrize("words", ["cards", "CARDS", "inc-{number}", "INC {number}", "{number}"])
def test_it_finds_an_incident_by_title_and_by_reference(cast: Cast, words: str) -> None:
    incident = an_incident(cast, title="Cards declined")
    assert incident.get_absolute_url() in jump(cast.bob, words.format(number=incident.number))


def test_it_finds_people_teams_services_and_actions(cast: Cast) -> None:
    action = actions.create(by=cast.bob, title="Payday alert", owner=cast.bob, team=cast.payments)
    page = jump(cast.bob, "pay")
    for found in (cast.payments, cast.payment_api, action):
        assert found.get_absolute_url() in page
    assert cast.alice.get_absolute_url() in jump(cast.bob, "@ali")


def test_a_handle_puts_people_first(cast: Cast) -> None:
    action = actions.create(by=cast.bob, title="Alive checks for every queue", owner=cast.bob, team=cast.payments)
    page = jump(cast.bob, "@ali")
    assert page.index(cast.alice.get_absolute_url()) < page.index(action.get_absolute_url())
    assert action.get_absolute_url() in jump(cast.bob, f"act {action.number}")


def test_it_looks_for_two_letters_where_words_begin(cast: Cast) -> None:
    incident = an_incident(cast, title="Cards declined")
    for words in ("ca", "de"):
        assert incident.get_absolute_url() in jump(cast.bob, words)
    assert incident.get_absolute_url() not in jump(cast.bob, "rd")


def test_it_says_when_nothing_is_called_that(cast: Cast) -> None:
    assert "Nothing is called “zebra”" in jump(cast.bob, "zebra")


def test_it_never_suggests_what_a_person_may_not_see(cast: Cast) -> None:
    incident = an_incident(cast, title="Canary-word")
    actions.create(by=cast.alice, title="Canary-word too", owner=cast.alice, incident=incident)
    incidents.change_visibility(incident, by=cast.alice, visibility="restricted")
    assert "href" not in jump(cast.mallory, "canary")
    assert "href" in jump(cast.alice, "canary")


def test_it_survives_odd_words(cast: Cast) -> None:
    for words in ("%", "_", "\\", "'", "🙂", "x" * 5000, "inc-99999999999999999999", "\x00", "car\x00ds"):
        assert signed_in(cast.bob).get(reverse("overview:jump"), {"q": words}).status_code == 200


@pytest.mark.parametrize("words", ["a", "INC-1", "cards", "cards d", "zebra", "many words zebra"])
def test_it_costs_at_most_twelve_queries(cast: Cast, words: str, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    an_incident(cast, title="Cards declined")
    client = signed_in(cast.bob)
    # What a process asks for only once.
    jump(cast.bob, "zebra")
    with django_assert_max_num_queries(12):
        client.get(reverse("overview:jump"), {"q": words}, headers={"HX-Request": "true"})


def test_it_puts_unfinished_actions_first_and_finds_finished_ones(cast: Cast) -> None:
    finished = actions.create(by=cast.bob, title="Rotate the signing keys", owner=cast.bob, team=cast.payments)
    waiting = actions.create(by=cast.bob, title="Write down who rotates keys", owner=cast.bob, team=cast.payments)
    later = actions.create(by=cast.bob, title="Alert on old keys", owner=cast.bob, team=cast.payments)
    actions.complete(finished, by=cast.bob, evidence="All are new.")
    page = jump(cast.bob, "key")
    places = [page.index(action.get_absolute_url()) for action in (later, waiting, finished)]
    assert places == sorted(places)
    assert finished.get_absolute_url() in jump(cast.bob, "signing ro")
    assert "Nothing" not in jump(cast.bob, "signing ro")
    assert waiting.get_absolute_url() not in jump(cast.bob, "signing ro")
    # Without scripts nothing follows.
    whole = signed_in(cast.bob).get(reverse("overview:jump"), {"q": "key"}).content.decode()
    assert all(action.get_absolute_url() in whole for action in (later, waiting, finished))


def test_finished_actions_are_not_looked_for_where_others_fill_the_list(cast: Cast) -> None:
    for n in range(5):
        finished = actions.create(by=cast.bob, title=f"Rotate key {n}", owner=cast.bob, team=cast.payments)

    def follows(words: str) -> bool:
        page = signed_in(cast.bob).get(reverse("overview:jump"), {"q": words}, headers={"HX-Request": "true"})
        return reverse("overview:jump_finished") in page.content.decode()

    assert follows("missing") and not follows("key")
    actions.complete(finished, by=cast.bob, evidence="It is new.")
    assert finished.get_absolute_url() in jump(cast.bob, "key")
    assert not follows(f"act-{finished.number}")
