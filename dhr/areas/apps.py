from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AreasConfig(AppConfig):
    name = "dhr.areas"
    label = "areas"
    default = True

    def ready(self):
        from . import lookups  # noqa: F401  registers them


class AccountsConfig(WagtailUsersAppConfig):
    """Accounts in the editor's admin, where administrators say who edits public pages."""

    user_viewset = "dhr.areas.editors.AccountViewSet"
