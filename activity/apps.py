from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "activity"

    def ready(self) -> None:
        from activity import announcing
        from activity.workflow import auditing
        from kit import sealing

        sealing.keep("activity.ChatHook", "sealed")
        announcing.connect()
        auditing.register()
