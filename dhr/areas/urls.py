"""Signing in, and the administrators' pages."""

from allauth.account import views as account
from allauth.socialaccount import views as organisation
from django.urls import include, path, re_path

from .views import agencies, areas, people, regions

# Of the log-in library's addresses only those that people here need: no sign-up, no change of e-mail address.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", include("allauth.mfa.urls")),
    path("organisation/cancelled/", organisation.login_cancelled, name="socialaccount_login_cancelled"),
    path("organisation/error/", organisation.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

administration = [
    path("", areas.administration, name="administration"),
    path("areas/", areas.area_list, name="administration-areas"),
    path("areas/add/", areas.area_add, name="administration-area-add"),
    path("areas/<slug:slug>/", areas.area_edit, name="administration-area"),
    path("areas/<slug:slug>/names/", areas.alias_add, name="administration-area-alias"),
    path("areas/<slug:slug>/names/<int:pk>/remove/", areas.alias_remove, name="administration-alias-remove"),
    path("areas/<slug:slug>/merger/", areas.merger_add, name="administration-area-merger"),
    path("agencies/", agencies.agency_list, name="administration-agencies"),
    path("agencies/add/", agencies.agency_edit, name="administration-agency-add"),
    path("agencies/<slug:slug>/", agencies.agency_edit, name="administration-agency"),
    path("regions/", regions.region_list, name="administration-regions"),
    path("regions/add/", regions.region_edit, name="administration-region-add"),
    path("regions/<slug:slug>/", regions.region_edit, name="administration-region"),
    path("people/", people.people, name="administration-people"),
]

urlpatterns = [
    path("accounts/", include(accounts)),
    path("desk/administration/", include(administration)),
]
