"""Every address of the site."""

from django.urls import include, path

from config import views as pages
from operations import views as operations_views
from web.api import docs
from web.i18n import views

# Addresses are tried in this order: what is asked most comes first.
api = [
    path("", include("annotate.api_urls")),
    path("", include("people.api_urls")),
    path("", include("articles.api_urls")),
    path("", include("reports.api_urls")),
]

urlpatterns = [
    path("api/v1/", include((api, "api"))),
    path("", pages.home, name="home"),
    path("sw.js", pages.service_worker, name="service-worker"),
    path("language/", views.switch_language, name="language"),
    path("catalogue/<slug:version>/<slug:language>.js", views.js_catalog, name="catalogue"),
    path("", include("people.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/3rdparty/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("articles/", include("articles.urls")),
    path("", include("annotate.urls")),
    path("", include("reports.urls")),
    path("operations/", operations_views.dashboard, name="operations"),
    path("api/", docs.api_page, name="api-docs"),
    path("api/v1/openapi.json", docs.openapi, name="openapi"),
]

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.not_found
# Asked for by allauth, not by Django.
handler429 = pages.too_many_requests
handler500 = pages.server_error
