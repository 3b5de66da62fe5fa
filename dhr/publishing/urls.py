from django.urls import path

from .views import files, gate, library, robots

urlpatterns = [
    path("reviews/<slug:public_id>/", library.review, name="review"),
    path("papers/<slug:public_id>/", library.paper, name="paper"),
    path("files/<uuid:pk>/", files.file, name="file"),
    path("desk/papers/<slug:public_id>/publish/", gate.publish, name="publish"),
    path("desk/papers/<slug:public_id>/withdraw/", gate.withdraw, name="withdraw"),
    path("robots.txt", robots.robots, name="robots"),
]
