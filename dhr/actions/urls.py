from django.urls import path

from .doors import by_account, by_link
from .views import bodies, owners, recommendations

REVIEW = "desk/reviews/<slug:public_id>/"

urlpatterns = [
    path(f"{REVIEW}recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{REVIEW}recommendations/add/", recommendations.add, name="recommendation-add"),
    path(f"{REVIEW}recommendations/<int:pk>/change/", recommendations.change, name="recommendation-change"),
    path(f"{REVIEW}recommendations/<int:pk>/move/", recommendations.move, name="recommendation-move"),
    path(f"{REVIEW}recommendations/<int:pk>/remove/", recommendations.remove, name="recommendation-remove"),
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
]
