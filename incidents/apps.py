from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def supply(**_: Any) -> None:
    from incidents.workflow import supply_modes

    supply_modes()


class IncidentsConfig(AppConfig):
    name = "incidents"

    def ready(self) -> None:
        from incidents import notices

        notices.register()
        # After every migrate rather than in a migration, whose wording would be frozen.
        post_migrate.connect(supply, sender=self)
