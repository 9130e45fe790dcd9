"""How long the review page takes of a write-up as long as they get: 20 sections, 10,000 words, 200 comments."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from accounts.models import User
from bench import product
from bench.visiting import Visitor, cookie_of
from postmortems import workflow
from postmortems.models import Postmortem, Thread
from tests.builders.long import a_long_review
from tests.cast import gather

COMMENTS = 200
VIEWS = ("read", "sent", "document")


def times() -> dict[str, Any]:
    """Per view of the page, and of the editor beside it."""
    postmortem = _made()
    reader = User.objects.get(handle="alice")
    address = f"/postmortems/{postmortem.reference}"
    found: dict[str, Any] = {"comments": COMMENTS}
    with product.web("bench.built") as process:
        visitor, web = Visitor(cookie_of(reader)), product.family(process)
        database = product.servers()["postgres"]
        for view in VIEWS:
            found[view] = asdict(visitor.time([f"{address}/review/?view={view}"], web, database))
        found["edit"] = asdict(visitor.time([f"{address}/edit/"], web, database))
    return found


def _made() -> Postmortem:
    """Kept for the next time."""
    known = Thread.objects.filter(started_by__handle="erin").select_related("postmortem__incident").first()
    if known is not None:
        return known.postmortem
    cast = gather()
    postmortem = a_long_review(cast)
    keys = list(postmortem.sections.filter(prose=True).values_list("key", flat=True))
    for number in range(COMMENTS // 2):
        section = keys[number % len(keys)]
        thread = workflow.start_thread(postmortem, by=cast.erin, section=section, body="Who saw that first?")
        workflow.reply(thread, by=cast.alice, body="The alert of the pool did, two minutes later.")
    return postmortem
