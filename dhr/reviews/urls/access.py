from django.urls import path

from ..views import access, invitations

urlpatterns = [
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("desk/access/", access.access, name="access"),
    path("desk/access/areas/<slug:slug>/", access.area_access, name="access-area"),
    path("desk/access/areas/<slug:slug>/invite/", invitations.invite_to_area, name="access-invite"),
    path("desk/access/invitations/<int:pk>/send/", invitations.invitation_again, name="access-invitation-again"),
    path(
        "desk/access/invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="access-invitation-withdraw",
    ),
    path("desk/access/memberships/<int:pk>/end/", access.end_membership, name="access-end-membership"),
    path("desk/access/participations/<int:pk>/end/", access.end_participation, name="access-end-participation"),
    path("desk/access/people/<int:pk>/second-factor/", access.second_factor_reset, name="access-reset-second-factor"),
    path("desk/access/confidentiality/<int:pk>/", access.confidentiality, name="access-confidentiality"),
    path("desk/reviews/<str:public_id>/access/", access.review_access, name="review-access"),
    path("desk/reviews/<str:public_id>/access/invite/", invitations.invite_to_review, name="review-invite"),
    path("desk/administration/invite/", invitations.invite_as_administrator, name="administration-invite"),
    path("desk/administration/invitations/", invitations.waiting_invitations, name="administration-invitations"),
]
