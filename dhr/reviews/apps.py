from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReviewsConfig(AppConfig):
    name = "dhr.reviews"
    label = "reviews"

    def ready(self):
        from . import checks  # noqa: F401
        from .standard.national import keep_up

        post_migrate.connect(keep_up, sender=self)
