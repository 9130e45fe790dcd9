from django.urls import reverse

from incidents import workflow as incidents
from tests.builders.reviews import published
from tests.cast import Cast, signed_in


def summaries(user, **query: str) -> str:  # type: ignore[no-untyped-def]
    return signed_in(user).get(reverse("overview:summaries"), query).content.decode()


def test_it_shows_severe_incidents_in_the_words_of_their_summary(cast: Cast) -> None:
    postmortem = published(cast, title="Cards declined", severity="sev1")
    page = summaries(cast.lena)
    assert "Cards declined" in page
    assert postmortem.summary[:30] in page
    assert "agreed, 0 done" in page


def test_it_shows_the_rest_when_asked(cast: Cast) -> None:
    published(cast, title="Slow search", severity="sev3")
    assert "Slow search" not in summaries(cast.lena)
    assert "Slow search" in summaries(cast.lena, severity="all")


def test_it_hides_what_is_restricted(cast: Cast) -> None:
    postmortem = published(cast, title="Canary-word", severity="sev1")
    incidents.change_visibility(postmortem.incident, by=cast.alice, visibility="restricted")
    assert "Canary-word" not in summaries(cast.lena)


def test_it_says_when_nothing_is_published(cast: Cast) -> None:
    assert "Nothing published yet" in summaries(cast.lena)


def test_it_costs_the_same_for_one_and_for_many(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(4):
        published(cast, title=f"Outage {number}", severity="sev1")
    client = signed_in(cast.lena)
    with django_assert_max_num_queries(12):
        client.get(reverse("overview:summaries"))
