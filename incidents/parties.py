"""Who may have spoken or been told: what the form of an entry suggests."""

from __future__ import annotations

from incidents.flow import key_of, named
from incidents.models import Incident, Participation, TimelineEntry

USUAL = ("Customers", "Customer support", "Leadership")
MOST = 40


def suggested(incident: Incident) -> list[str]:
    """The people listed, the teams involved, who is named in the timeline already, and whom one usually tells."""
    handles = Participation.objects.filter(incident=incident).values_list("user__handle", flat=True)
    names = [f"@{handle}" for handle in handles] + list(incident.teams.values_list("name", flat=True))
    rows = TimelineEntry.objects.filter(incident=incident).kept().in_order().values_list("who", "told")
    names += [name for row in rows for text in row for name in named(text)]
    found: dict[str, str] = {}
    for name in (*names, *USUAL):
        found.setdefault(key_of(name), name)
    return list(found.values())[:MOST]
