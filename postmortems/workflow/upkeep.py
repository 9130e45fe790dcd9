from __future__ import annotations

from django.db import transaction

from postmortems import readiness
from postmortems.draft import Draft
from postmortems.models import Postmortem


@transaction.atomic
def note_readiness(postmortem: Postmortem) -> None:
    """Bring the copy that lists read in step with the texts and blocks. Nothing to tell anybody, so not recorded."""
    states = readiness.as_data(Draft(postmortem).readiness)
    if states != postmortem.readiness:
        postmortem.readiness = states
        postmortem.save(update_fields=["readiness"])
