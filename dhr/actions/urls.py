from django.urls import path

from .views import findings, recommendations, regional

REVIEW = "desk/reviews/<slug:public_id>/"

urlpatterns = [
    path(f"{REVIEW}recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{REVIEW}recommendations/add/", recommendations.add, name="recommendation-add"),
    path(f"{REVIEW}recommendations/<int:pk>/change/", recommendations.change, name="recommendation-change"),
    path(f"{REVIEW}recommendations/<int:pk>/move/", recommendations.move, name="recommendation-move"),
    path(f"{REVIEW}recommendations/<int:pk>/remove/", recommendations.remove, name="recommendation-remove"),
    # Findings and the regional view
    path("desk/recommendations/<int:pk>/finding/", findings.finding, name="recommendation-finding"),
    path("desk/regional/actions/", regional.regional, name="regional-actions"),
]
