from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "dhr.search"
    label = "search"

    def ready(self):
        from . import checks, listening  # noqa: F401
        from .already import keeping  # noqa: F401
