import re

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "Home"),
        ("/incidents/", "Incidents"),
        ("/reviews/", "Reviews"),
        ("/meetings/", "Meetings"),
        ("/settings/calendars/", "Settings"),
        ("/settings/", "Settings"),
        ("/settings/people/", "Settings"),
        ("/settings/templates/", "Settings"),
        ("/settings/language/", "Settings"),
        ("/settings/outbox/", "Settings"),
    ],
)
def test_it_says_where_one_is(client: Client, cast: Cast, path: str, place: str) -> None:
    client.force_login(cast.root)
    sidebar = client.get(path).content.decode().split("</aside>")[0]
    current = re.findall(r"<a [^>]*aria-current=\"page\"[^>]*>(.*?)</a>", sidebar, re.DOTALL)
    assert [re.sub("<.*?>", "", words).strip() for words in current] == [place]
