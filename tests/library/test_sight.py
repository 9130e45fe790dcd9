"""The rules of who sees what that are written in SQL say the same as the one that all pages follow."""

from datetime import timedelta

import pytest
from django.db import connection

from incidents.models import GlassBreak, Incident, Participation
from incidents.sight import few_seen, seen
from kit import clock
from tests.builders.incidents import a_resolved_incident
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_it_says_what_every_page_says(cast: Cast) -> None:
    people = [cast.alice, cast.bob, cast.carol, cast.erin, cast.lena, cast.mallory, cast.root]
    for n, visibility in enumerate(["organisation", "team", "restricted"] * 4):
        services = [cast.payment_api, cast.search_index][: n % 3]
        by = (cast.alice, cast.bob, cast.mallory, cast.root)[n % 4 if n % 3 else n % 2]
        incident = a_resolved_incident(cast, by=by, visibility=visibility, services=services or [cast.payment_api])
        if n % 4 == 0:
            Participation.objects.get_or_create(incident=incident, user=people[(n + 3) % len(people)], role="reader")
        if n % 5 == 2:
            until = clock.now() + timedelta(hours=1 if n % 2 else -1)
            GlassBreak.objects.create(incident=incident, user=cast.root, reason="Audit", until=until)
    for user in people:
        expected = set(Incident.objects.visible_to(user).values_list("pk", flat=True))
        for rule in (seen, few_seen):
            condition, params = rule(user, "i.id")
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT i.id FROM incidents_incident AS i WHERE {condition}", params)
                assert {key for (key,) in cursor.fetchall()} == expected, (rule, user)
    cast.bob.is_active = False
    assert (seen(cast.bob, "i.id")[0], few_seen(cast.bob, "i.id")[0]) == ("false", "false")
