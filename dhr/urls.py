"""Every address: the rooms' own, accounts, the editor's admin, and public site pages last."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    # Wagtail's own log-ins would take a bare password beside ours, and as many guesses as anybody likes.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # The editor's menu leads here; what people keep of their accounts is on our page.
    path("admin/account/", login_required(RedirectView.as_view(pattern_name="mfa_index")), name="own-account"),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("dhr.exchange.urls")),
    path("", include("dhr.search.urls")),
    path("", include("dhr.learning.urls")),
    path("", include("dhr.publishing.urls")),
    path("", include("dhr.actions.urls")),
    path("", include("dhr.reviews.urls")),
    path("", include("dhr.areas.urls")),
    path("", include(wagtail_urls)),
]
