"""The admin's menus hold what opens to a person, and nothing else."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from wagtail import hooks
from wagtail.admin.menu import SubmenuMenuItem

from .doors import opens_to


@hooks.register("construct_main_menu", order=1000)
@hooks.register("construct_settings_menu", order=1000)
@hooks.register("construct_reports_menu", order=1000)
@hooks.register("construct_help_menu", order=1000)
def only_what_opens(request, menu_items):
    menu_items[:] = [item for item in menu_items if _leads_somewhere(item, request.user)]


def _leads_somewhere(item, user) -> bool:
    if isinstance(item, SubmenuMenuItem):
        return True  # shown only while one of its own items is
    address = urlsplit(str(item.url))
    if address.netloc or not address.path:
        return False  # the editor's makers, and dialogs about the editor
    if not address.path.startswith("/admin/"):
        return True
    try:
        return opens_to(user, resolve(address.path))
    except Resolver404:
        return False
