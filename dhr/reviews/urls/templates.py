from django.urls import path

from ..views import template_drafts as drafts
from ..views import template_parts as parts
from ..views import templates

DRAFT = "desk/templates/<int:pk>/edit/"

urlpatterns = [
    path("desk/templates/", templates.templates, name="templates"),
    path("desk/templates/<int:pk>/", templates.template, name="template"),
    path("desk/templates/<int:pk>/blank.docx", templates.blank, name="template-blank"),
    path("desk/templates/<int:pk>/differences/<int:other>/", templates.differences, name="template-differences"),
    path("desk/templates/<int:pk>/retire/", templates.retire, name="template-retire"),
    path("desk/templates/<slug:area>/<slug:kind>/begin/", templates.begin, name="template-begin"),
    path(DRAFT, drafts.draft, name="template-draft"),
    path(f"{DRAFT}about/", drafts.about, name="template-about"),
    path(f"{DRAFT}add-section/", parts.section, name="template-section-add"),
    path(f"{DRAFT}sections/<slug:key>/", parts.section, name="template-section"),
    path(f"{DRAFT}sections/<slug:key>/move/", parts.move_section, name="template-section-move"),
    path(f"{DRAFT}sections/<slug:key>/remove/", parts.remove_section, name="template-section-remove"),
    path(f"{DRAFT}add-key-line/", parts.key_line, name="template-key-line-add"),
    path(f"{DRAFT}key-lines/<int:place>/", parts.key_line, name="template-key-line"),
    path(f"{DRAFT}key-lines/<int:place>/move/", parts.move_key_line, name="template-key-line-move"),
    path(f"{DRAFT}key-lines/<int:place>/remove/", parts.remove_key_line, name="template-key-line-remove"),
    path(f"{DRAFT}caught-up/", drafts.caught_up, name="template-caught-up"),
    path(f"{DRAFT}use/", drafts.use, name="template-use"),
    path(f"{DRAFT}discard/", drafts.discard, name="template-discard"),
]
