from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self) -> None:
        from library import relevance, supplied

        supplied.supply()
        relevance.register()
