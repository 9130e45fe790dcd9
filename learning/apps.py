from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        from learning import panels, receivers, workflow  # noqa: F401
        from learning.elsewhere import found_elsewhere
        from library import elsewhere

        elsewhere.register(found_elsewhere, workflow.meet)
        panels.register()
