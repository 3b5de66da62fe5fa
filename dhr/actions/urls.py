from django.urls import path

from .doors import by_account, by_link
from .views import (
    actions,
    as_of,
    bodies,
    evidence,
    findings,
    outside,
    owners,
    recommendation,
    recommendations,
    regional,
    reports,
    rules,
    updates,
)
from .views.board import bulk, changes, charts, entry, page, saved

REVIEW = "desk/reviews/<slug:public_id>/"
ONE = "desk/recommendations/<int:pk>/"
ACTION = "desk/actions/<int:pk>/"
AREA = "desk/areas/<slug:slug>/"
REPORT = "desk/reports/<int:pk>/"

urlpatterns = [
    path(f"{REVIEW}recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{REVIEW}recommendations/add/", recommendations.add, name="recommendation-add"),
    path(f"{REVIEW}recommendations/<int:pk>/change/", recommendations.change, name="recommendation-change"),
    path(f"{REVIEW}recommendations/<int:pk>/move/", recommendations.move, name="recommendation-move"),
    path(f"{REVIEW}recommendations/<int:pk>/remove/", recommendations.remove, name="recommendation-remove"),
    # One recommendation and its actions
    path(ONE, recommendation.recommendation, name="recommendation"),
    path(f"{ONE}themes/", recommendation.themes, name="recommendation-themes"),
    path(f"{ONE}answer/", recommendation.answer, name="recommendation-answer"),
    path(f"{ONE}change/", outside.change, name="outside-recommendation-change"),
    path(f"{ONE}sendings/add/", recommendation.add_sending, name="sending-add"),
    path("desk/sendings/<int:pk>/change/", recommendation.change_sending, name="sending-change"),
    path("desk/sendings/<int:pk>/proof/", evidence.sending_file, {"which": "proof"}, name="sending-proof"),
    path("desk/sendings/<int:pk>/reply/", evidence.sending_file, {"which": "reply"}, name="sending-reply"),
    path(f"{ONE}actions/add/", actions.add, name="action-add"),
    path(ACTION, actions.action, name="action"),
    path(f"{ACTION}change/", actions.change, name="action-change"),
    path(f"{ACTION}say/<slug:kind>/", updates.update, name="action-update"),
    path(f"{ACTION}rag/", updates.override, name="rag-override"),
    path(f"{ACTION}rag/lift/", updates.lift_override, name="rag-override-lift"),
    path("desk/milestones/<int:pk>/reached/", actions.milestone_reached, name="milestone-reached"),
    path("desk/evidence/<int:pk>/", evidence.evidence_file, name="evidence-file"),
    # How an area follows its actions
    path("desk/following/", rules.following, name="following"),
    path(f"{AREA}recommendations/", outside.outside, name="outside-recommendations"),
    path(f"{AREA}recommendations/add/", outside.add, name="outside-recommendation-add"),
    path(f"{AREA}rules/", rules.rules, name="tracking-rules"),
    path(f"{AREA}priorities/", rules.priorities, name="priorities"),
    path(f"{AREA}priorities/<int:pk>/", rules.priority, name="priority"),
    path(f"{AREA}owners/", rules.owners, name="area-owners"),
    path(f"{AREA}owners/add/", rules.add_owner, name="area-owner-add"),
    path(f"{AREA}owners/<int:pk>/", rules.owner, name="area-owner"),
    path(f"{AREA}not-reached/", rules.not_reached, name="not-reached"),
    # Owners of actions: by their account, and by the link in an e-mail
    path("desk/my-actions/", owners.my_actions, name="my-actions"),
    path("desk/my-actions/<int:pk>/", by_account(owners.action), name="my-action"),
    path("desk/my-actions/<int:pk>/report/<slug:what>/", by_account(owners.report), name="my-action-report"),
    path(
        "desk/my-actions/<int:pk>/milestones/<int:milestone>/", by_account(owners.reached), name="my-action-milestone"
    ),
    path("desk/my-actions/<int:pk>/evidence/<int:evidence>/", by_account(owners.evidence), name="my-action-evidence"),
    path("act/<str:token>/", by_link(owners.action), name="owner-link"),
    path("act/<str:token>/again/", owners.link_again, name="owner-link-again"),
    path("act/<str:token>/report/<slug:what>/", by_link(owners.report), name="owner-link-report"),
    path("act/<str:token>/milestones/<int:milestone>/", by_link(owners.reached), name="owner-link-milestone"),
    path("act/<str:token>/evidence/<int:evidence>/", by_link(owners.evidence), name="owner-link-evidence"),
    # Bodies and what is brought before them
    path("desk/escalation/", bodies.areas, name="escalation-areas"),
    path("desk/escalation/<slug:slug>/", bodies.escalations, name="escalations"),
    path("desk/escalation/<slug:slug>/<int:pk>/", bodies.answer, name="escalation-answer"),
    path("desk/escalation/<slug:slug>/bodies/", bodies.bodies, name="bodies"),
    path("desk/escalation/<slug:slug>/bodies/add/", bodies.add, name="body-add"),
    path("desk/escalation/<slug:slug>/bodies/<int:pk>/", bodies.change, name="body-change"),
    path("desk/escalation/<slug:slug>/bodies/<int:pk>/remove/", bodies.remove, name="body-remove"),
    path("desk/escalation/<slug:slug>/bodies/<int:pk>/meetings/add/", bodies.meeting_add, name="meeting-add"),
    path("desk/escalation/<slug:slug>/meetings/<int:pk>/", bodies.meeting_change, name="meeting-change"),
    path("desk/escalation/<slug:slug>/meetings/<int:pk>/remove/", bodies.meeting_remove, name="meeting-remove"),
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
    # Findings and the regional view
    path(f"{ONE}finding/", findings.finding, name="recommendation-finding"),
    path("desk/regional/actions/", regional.regional, name="regional-actions"),
    # As they stood on a day
    path(f"{ONE}as-of/", as_of.recommendation, name="recommendation-as-of"),
    path(f"{ACTION}as-of/", as_of.action, name="action-as-of"),
]
