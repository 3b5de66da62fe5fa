from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "dhr.reviews"
    label = "reviews"

    def ready(self):
        from . import checks  # noqa: F401
