from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "signals"

    def ready(self) -> None:
        from kit import sealing
        from signals import panels

        sealing.keep("signals.Source", "secret")
        panels.register()
