from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "dhr.publishing"
    label = "publishing"
