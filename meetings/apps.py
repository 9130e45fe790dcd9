from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings import enclosing, panels, relevance
        from meetings.workflow import auditing

        panels.register()
        relevance.register()
        enclosing.register()
        auditing.register()
