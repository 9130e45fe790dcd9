from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "actions"

    def ready(self) -> None:
        from actions import contributions, receivers, relevance
        from actions.workflow import auditing

        auditing.register()
        contributions.register()
        relevance.register()
        receivers.connect()
