from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tickets"

    def ready(self) -> None:
        from actions import panels
        from tickets import receivers
        from tickets.panel import panel

        receivers.connect()
        panels.register(panel, rank=20)
