from django.urls import path

from .views import search, status, themes

urlpatterns = [
    path("search/", search.search_page, name="search"),
    path("search.csv", search.search_csv, name="search-csv"),
    path("desk/administration/search/", status.status_page, name="administration-search"),
    path("themes/", themes.index, name="themes"),
    path("themes/<slug:code>.csv", themes.prevalence_csv, name="theme-csv"),
    path("themes/<slug:code>/", themes.theme, name="theme"),
]
