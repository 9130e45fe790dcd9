from django.urls import reverse

from activity import delivery
from activity.models import Notice
from incidents import workflow as incidents
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast, signed_in


def test_it_shows_what_was_told(cast: Cast) -> None:
    told(an_incident(cast, title="Cards declined"), cast.bob, by=cast.alice)
    delivery.sweep()
    page = signed_in(cast.bob).get(reverse("activity:inbox"))
    assert b"Cards declined" in page.content


def test_it_shows_nobody_elses_notices(cast: Cast) -> None:
    told(an_incident(cast, title="Cards declined"), cast.bob)
    delivery.sweep()
    assert b"Cards declined" not in signed_in(cast.mallory).get(reverse("activity:inbox")).content


def test_it_marks_a_line_read_and_goes_there(cast: Cast) -> None:
    incident = an_incident(cast)
    told(incident, cast.bob)
    delivery.sweep()
    notice = Notice.objects.get(kind="write_up_needed", recipient=cast.bob, channel="inbox")
    answer = signed_in(cast.bob).get(reverse("activity:open_notice", args=[notice.pk]))
    assert answer["Location"] == incident.get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at


def test_it_turns_away_whoever_opens_anothers_line(cast: Cast) -> None:
    told(an_incident(cast), cast.bob)
    delivery.sweep()
    notice = Notice.objects.get(kind="write_up_needed", recipient=cast.bob, channel="inbox")
    assert signed_in(cast.mallory).get(reverse("activity:open_notice", args=[notice.pk])).status_code == 404


def test_it_hides_a_title_that_became_restricted(cast: Cast) -> None:
    incident = an_incident(cast, title="Canary-word")
    told(incident, cast.mallory)
    delivery.sweep()
    incidents.change_visibility(incident, by=cast.alice, visibility="restricted")
    page = signed_in(cast.mallory).get(reverse("activity:inbox"))
    assert b"Canary-word" not in page.content
    assert incident.reference.encode() not in page.content


def test_it_marks_everything_read(cast: Cast) -> None:
    told(an_incident(cast), cast.bob)
    delivery.sweep()
    signed_in(cast.bob).post(reverse("activity:mark_all_read"))
    assert not Notice.objects.visible_to(cast.bob).inbox().unread().exists()


def test_it_costs_the_same_for_one_line_and_for_fifty(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(50):
        told(an_incident(cast), cast.bob, key=f"many:{number}")
    delivery.sweep()
    client = signed_in(cast.bob)
    with django_assert_max_num_queries(12):
        client.get(reverse("activity:inbox"))
