from django.urls import path

from .views import decisions, desk, paper

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/reviews/<slug:public_id>/", desk.review, name="work-review"),
    path("desk/papers/<slug:public_id>/", paper.paper, name="work-paper"),
    path("desk/papers/<slug:public_id>/decisions/", decisions.decide_mark, name="decide"),
    path("desk/papers/<slug:public_id>/decisions/download/", decisions.download, name="decisions"),
]
