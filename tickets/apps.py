from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tickets"

    def ready(self) -> None:
        from actions import panels
        from kit import sealing
        from tickets import receivers
        from tickets.panel import panel

        sealing.keep("tickets.Tracker", "sealed_secret")
        receivers.connect()
        panels.register(panel, rank=20)
