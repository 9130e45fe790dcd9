from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        from learning import elsewhere, panels, receivers  # noqa: F401

        elsewhere.register()
        panels.register()
