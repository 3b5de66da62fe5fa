from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ThemesConfig(AppConfig):
    name = "dhr.themes"
    label = "themes"

    def ready(self):
        from .vocabulary import keep_up

        post_migrate.connect(keep_up, sender=self)
