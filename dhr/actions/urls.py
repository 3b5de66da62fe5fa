from django.urls import path

from .views import recommendations, reports

REVIEW = "desk/reviews/<slug:public_id>/"
REPORT = "desk/reports/<int:pk>/"

urlpatterns = [
    path(f"{REVIEW}recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{REVIEW}recommendations/add/", recommendations.add, name="recommendation-add"),
    path(f"{REVIEW}recommendations/<int:pk>/change/", recommendations.change, name="recommendation-change"),
    path(f"{REVIEW}recommendations/<int:pk>/move/", recommendations.move, name="recommendation-move"),
    path(f"{REVIEW}recommendations/<int:pk>/remove/", recommendations.remove, name="recommendation-remove"),
    # Board reports
    path("desk/reports/", reports.board_reports, name="board-reports"),
    path("desk/reports/new/", reports.new_report, name="board-report-new"),
    path(REPORT, reports.board_report, name="board-report"),
    path(f"{REPORT}change/", reports.edit_report, name="board-report-change"),
    path(f"{REPORT}word/", reports.report_docx, name="board-report-docx"),
    path(f"{REPORT}pdf/", reports.report_pdf, name="board-report-pdf"),
    path(f"{REPORT}workbook/", reports.report_xlsx, name="board-report-xlsx"),
    path(f"{REPORT}issue/", reports.issue_report, name="board-report-issue"),
    path(f"{REPORT}discard/", reports.discard_report, name="board-report-discard"),
    path(f"{REPORT}changes/", reports.report_changes, name="board-report-changes"),
]
