from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "dhr.learning"
    label = "learning"
