from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"

    def ready(self) -> None:
        from kit import sealing
        from webhooks import receivers

        sealing.keep("webhooks.Endpoint", "sealed_url", "sealed_secret", "sealed_former")
        receivers.connect()
