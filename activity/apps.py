from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "activity"

    def ready(self) -> None:
        from activity import announcing
        from activity.workflow import auditing

        announcing.connect()
        auditing.register()
