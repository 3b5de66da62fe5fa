from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "dhr.outbox"
    label = "outbox"
