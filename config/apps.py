from django.apps import AppConfig


class CompositionConfig(AppConfig):
    """Registered so that the commands of the composition root (seed, demo) are found."""

    name = "config"

    def ready(self) -> None:
        # Without it, a task sent by the web process would look for a broker of Celery's own choosing. Not in
        # config/__init__.py: the supervisor and the health check of beat have no use for Celery's 25 MB.
        import config.celery  # noqa: F401
        from config import rooms

        rooms.register()
