from django.urls import path

from .views import files, gate, library, robots, statements

urlpatterns = [
    path("reviews/<slug:public_id>/", library.review, name="review"),
    path("papers/<slug:public_id>/", library.paper, name="paper"),
    path("files/<uuid:pk>/", files.file, name="file"),
    path("desk/papers/<slug:public_id>/publish/", gate.publish, name="publish"),
    path("desk/papers/<slug:public_id>/withdraw/", gate.withdraw, name="withdraw"),
    # Statements on recommendations
    path("statements/", statements.statements, name="statements"),
    path("statements.csv", statements.statements_csv, name="statements-csv"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("desk/recommendations/<int:pk>/statement/", statements.publish, name="statement-publish"),
    path("desk/recommendations/<int:pk>/statement/withdraw/", statements.withdraw, name="statement-withdraw"),
    path("robots.txt", robots.robots, name="robots"),
]
