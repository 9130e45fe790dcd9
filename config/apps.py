from django.apps import AppConfig


class CompositionConfig(AppConfig):
    """Registered so that the commands of the composition root (seed, demo) are found."""

    name = "config"
