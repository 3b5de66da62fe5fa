from django.urls import path

from .views import already, returning, search, status, themes

urlpatterns = [
    path("search/", search.search_page, name="search"),
    path("search.csv", search.search_csv, name="search-csv"),
    path("desk/administration/search/", status.status_page, name="administration-search"),
    path("themes/", themes.index, name="themes"),
    path("themes/<slug:code>.csv", themes.prevalence_csv, name="theme-csv"),
    path("themes/<slug:code>/", themes.theme, name="theme"),
    # Already recommended
    path("desk/recommendations/already/", already.typed, name="already-recommended"),
    path("desk/recommendations/<int:pk>/already/", already.page, name="recommendation-already"),
    path("desk/recommendations/<int:pk>/already/<int:earlier>/", already.link, name="repeat-link"),
    path("desk/recommendations/<int:pk>/repeats/<int:repeat>/remove/", already.unlink, name="repeat-unlink"),
    path("desk/regional/returning/", returning.returning, name="returning-recommendations"),
]
