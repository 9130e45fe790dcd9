from __future__ import annotations

from django.db import transaction

from live import bus
from postmortems import readiness
from postmortems.draft import Draft
from postmortems.models import Postmortem


@transaction.atomic
def note_readiness(postmortem: Postmortem) -> None:
    """Bring the copy that lists read in step with the texts and blocks, and tell the pages that show an outline.

    Nothing that anybody did, so not recorded.
    """
    states = readiness.as_data(Draft(postmortem).readiness)
    if states != postmortem.readiness:
        postmortem.readiness = states
        postmortem.save(update_fields=["readiness"])
        bus.announce(postmortem.document_id, "outline")
