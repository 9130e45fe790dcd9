"""What programs use and what is taken along, for pages that the demo has nothing for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from actions.models import Action
from api import workflow as tokens
from exchange import workflow as exchange
from exchange.models import Export
from kit import clock
from library import workflow as library
from tickets import workflow as tickets
from webhooks import workflow as webhooks

# Files, not pages.
LEFT_OUT = {f"exchange:{name}" for name in ("incidents_csv", "postmortems_csv", "fetch", "export_one")}
VISITORS = {"own action": "tomas"}


def args(nils: User, tomas: User) -> dict[str, tuple[Any, ...]]:
    """All of it belongs to nils, who administers."""
    token, _ = tokens.make_token(nils, by=nils, name="Deploy pipeline", scopes=["incidents:read"])
    endpoint, _ = webhooks.add_endpoint(
        by=nils, user=nils, name="Status page", url="https://status.example/in", events=["incident.declared"]
    )
    webhooks.send_test(endpoint, by=nils)
    given = {"provider": "github", "base": "https://api.example", "place": "larkspur/payments", "user": nils}
    tracker = tickets.add_tracker(by=nils, name="GitHub", secret="x", **given)
    search = library.save_search(by=nils, name="Pools", address="q=pool", follow=True)
    batch = exchange.receive(
        by=nils, name="old.md", data=b"# Old\n\nOn 2020-01-02 it broke.\n\n## Timeline\n\n- 10:00 Down\n"
    )
    exchange.read_waiting(batch.pk)
    own = Export.objects.create(by=nils, format="markdown", numbers=[1], expires_at=clock.now() + timedelta(hours=1))
    return {
        "token": (token.pk,),
        "webhook": (endpoint.pk,),
        "tracker": (tracker.pk,),
        "saved search": (search.pk,),
        "import": (batch.pk,),
        "imported file": (batch.pk, batch.files.get().pk),
        "export": (own.pk,),
        "own action": (Action.objects.open().filter(owner=tomas).earliest("pk").number,),
    }
