"""Which write-ups a search of the library finds, for a file of all of them."""

from __future__ import annotations

from django.http import QueryDict

from accounts.models import User
from exchange.workflow.making import MOST
from incidents.models import Incident
from library.asking import SearchForm
from library.search import every
from postmortems.models import Postmortem


def numbers_of(reader: User, search: QueryDict) -> list[int]:
    """Numbers of the incidents, newest first; one more than fit at most, so that too many can be said."""
    hits = every(reader, SearchForm(search).wanted)
    written = Postmortem.objects.visible_to(reader).filter(incident__in=hits).values("incident")
    rows = Incident.objects.visible_to(reader).filter(pk__in=written).order_by("-started_at", "-pk")
    return list(rows.values_list("number", flat=True)[: MOST + 1])
