from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.models import User
from incidents.models import Participation
from postmortems.advice.names import candidates
from postmortems.models import Authorship, Postmortem
from postmortems.snapshot import Person, Text


def known_people(texts: Iterable[Text], postmortem: Postmortem) -> tuple[Person, ...]:
    """Whom the texts may name: those listed on the incident, the authors, and whoever has a name that stands there.

    One query, and none before something is written.
    """
    written = [text for text in texts if text.prose and text.content]
    if not written:
        return ()
    listed = Participation.objects.filter(incident=postmortem.incident_id).values("user")
    involved = Q(pk__in=listed) | Q(pk__in=Authorship.objects.filter(postmortem=postmortem).values("user"))
    rows = User.objects.annotate(involved=ExpressionWrapper(involved, output_field=BooleanField()))
    found = rows.filter(Q(involved=True) | Q(name__in=candidates(written))).order_by("pk")
    return tuple(Person(*row) for row in found.values_list("name", "involved", "handle"))
