from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "dhr.publishing"
    label = "publishing"

    def ready(self):
        from . import history, statements  # noqa: F401
