from incidents.models.attachment import Attachment
from incidents.models.catalogue import Service, Tag
from incidents.models.incident import GlassBreak, Incident
from incidents.models.people import Participation
from incidents.models.relations import IncidentLink, IncidentRelation, SeverityChange
from incidents.models.timeline import QuietSpell, TimelineEntry

__all__ = [
    "Attachment",
    "GlassBreak",
    "Incident",
    "IncidentLink",
    "IncidentRelation",
    "Participation",
    "QuietSpell",
    "Service",
    "SeverityChange",
    "Tag",
    "TimelineEntry",
]
