from django.urls import path

from ..views import begin, equality, key_lines, lessons, release

REVIEW = "desk/reviews/<slug:public_id>/"
PAPER = "desk/papers/<slug:public_id>/"

urlpatterns = [
    path(f"{REVIEW}key-lines/", key_lines.key_lines, name="key-lines"),
    path(f"{REVIEW}key-lines/add/", key_lines.add, name="key-line-add"),
    path(f"{REVIEW}key-lines/<int:pk>/change/", key_lines.change, name="key-line-change"),
    path(f"{REVIEW}key-lines/<int:pk>/move/", key_lines.move, name="key-line-move"),
    path(f"{REVIEW}key-lines/<int:pk>/remove/", key_lines.remove, name="key-line-remove"),
    path(f"{REVIEW}equality/", equality.equality, name="equality"),
    path(f"{REVIEW}equality/change/", equality.change, name="equality-change"),
    path(f"{REVIEW}lessons/", lessons.lessons, name="lessons"),
    path(f"{REVIEW}lessons/add/", lessons.add, name="lesson-add"),
    path(f"{REVIEW}lessons/<int:pk>/change/", lessons.change, name="lesson-change"),
    path(f"{REVIEW}lessons/<int:pk>/move/", lessons.move, name="lesson-move"),
    path(f"{REVIEW}lessons/<int:pk>/remove/", lessons.remove, name="lesson-remove"),
    path(f"{REVIEW}begin/", begin.choose, name="begin-paper"),
    path(f"{REVIEW}begin/<slug:kind>/", begin.begin, name="begin-paper-kind"),
    path(f"{PAPER}release/", release.release, name="release-paper"),
    path(f"{PAPER}take-back/", release.take_back, name="take-back-paper"),
]
