from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def supply_templates(**_: Any) -> None:
    from postmortems.workflow import supply, supply_categories

    supply_categories()
    supply()


class PostmortemsConfig(AppConfig):
    name = "postmortems"

    def ready(self) -> None:
        from live import keepers
        from live import rights as entrance
        from postmortems import gatekeeper, panels, receivers, relevance, workflow  # noqa: F401

        panels.register()
        relevance.register()
        entrance.register(gatekeeper.rights)
        keepers.register(workflow.keep, lock=workflow.hold, follow=workflow.follow)
        # After every migrate rather than in a migration, whose wording would be frozen: an upgrade may bring new words.
        post_migrate.connect(supply_templates, sender=self)
