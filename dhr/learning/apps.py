from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "dhr.learning"
    label = "learning"

    def ready(self):
        from . import checks  # noqa: F401
