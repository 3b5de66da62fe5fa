from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "dhr.areas"
    label = "areas"
