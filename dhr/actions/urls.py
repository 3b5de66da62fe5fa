from django.urls import path

from .views import recommendations
from .views.board import bulk, changes, charts, entry, page, saved

REVIEW = "desk/reviews/<slug:public_id>/"

urlpatterns = [
    path(f"{REVIEW}recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{REVIEW}recommendations/add/", recommendations.add, name="recommendation-add"),
    path(f"{REVIEW}recommendations/<int:pk>/change/", recommendations.change, name="recommendation-change"),
    path(f"{REVIEW}recommendations/<int:pk>/move/", recommendations.move, name="recommendation-move"),
    path(f"{REVIEW}recommendations/<int:pk>/remove/", recommendations.remove, name="recommendation-remove"),
    # The board
    path("desk/actions/", page.page, name="action-board"),
    path("desk/actions/actions.csv", page.as_csv, name="action-board-csv"),
    path("desk/actions/actions.xlsx", page.as_workbook, name="action-board-xlsx"),
    path("desk/actions/views/", saved.views, name="action-board-views"),
    path("desk/actions/views/<int:pk>/remove/", saved.remove, name="action-board-view-remove"),
    path("desk/actions/charts/", charts.charts, name="action-board-charts"),
    path("desk/actions/changes/", changes.since, name="action-board-changes"),
    path("desk/actions/change/", bulk.change_many, name="action-board-change"),
    path(f"{REVIEW}actions/", entry.entry, name="quick-actions"),
]
