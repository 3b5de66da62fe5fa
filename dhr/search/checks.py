from django.conf import settings
from django.core.checks import Error, register


@register()
def search_engine(**_):
    if settings.SEARCH_URL:
        return [
            Error(
                "DHR_SEARCH_URL is set, but this version searches with its embedded engine alone.",
                hint="Leave DHR_SEARCH_URL empty and run one web host.",
                id="search.E001",
            )
        ]
    return []
