from django.urls import path

from .views import as_of, recommendations

REVIEW = "desk/reviews/<slug:public_id>/"

urlpatterns = [
    path(f"{REVIEW}recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{REVIEW}recommendations/add/", recommendations.add, name="recommendation-add"),
    path(f"{REVIEW}recommendations/<int:pk>/change/", recommendations.change, name="recommendation-change"),
    path(f"{REVIEW}recommendations/<int:pk>/move/", recommendations.move, name="recommendation-move"),
    path(f"{REVIEW}recommendations/<int:pk>/remove/", recommendations.remove, name="recommendation-remove"),
    # As they stood on a day
    path("desk/recommendations/<int:pk>/as-of/", as_of.recommendation, name="recommendation-as-of"),
    path("desk/actions/<int:pk>/as-of/", as_of.action, name="action-as-of"),
]
