from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from . import (
    releasing,
    rich_text_features,  # noqa: F401  its features are registered
)
from .models import Document
from .writing.access import PaperPolicy, writes_papers
from .writing.listing import MyPapers
from .writing.viewsets import PaperViewSet

register_permission_policy(Document, PaperPolicy(Document))
register_snippet(PaperViewSet)


class WritersItem(MenuItem):
    def is_shown(self, request):
        return writes_papers(request.user)


@hooks.register("register_admin_menu_item")
def the_desk():
    return MenuItem("Your desk", reverse("desk"), icon_name="home", order=20)


@hooks.register("register_admin_menu_item")
def the_register():
    return WritersItem("Reviews", reverse("register"), icon_name="folder-open-inverse", order=30)


@hooks.register("construct_homepage_panels")
def my_papers_first(request, panels):
    if writes_papers(request.user):
        panels.append(MyPapers())


@hooks.register("register_log_actions")
def what_the_history_of_a_paper_says(actions):
    for action, words in releasing.WORDS.items():
        actions.register_action(action, words, words)
