from django.urls import reverse

from activity.models import Preference
from tests.cast import Cast, signed_in


def test_it_keeps_a_choice(cast: Cast) -> None:
    client = signed_in(cast.bob)
    client.post(reverse("activity:set_preference", args=["published", "email"]), {})
    assert Preference.objects.get(user=cast.bob, kind="published", channel="email").wanted is False
    assert b'aria-checked="false"' in client.get(reverse("activity:preferences")).content


def test_it_refuses_to_silence_the_ladder_in_the_inbox(cast: Cast) -> None:
    answer = signed_in(cast.bob).post(reverse("activity:set_preference", args=["ladder_overdue", "inbox"]), {})
    assert answer.status_code == 409


def test_it_knows_no_other_kinds(cast: Cast) -> None:
    assert signed_in(cast.bob).post(reverse("activity:set_preference", args=["gossip", "email"]), {}).status_code == 404
