"""All URLs of the site."""

from django.urls import include, path

from articles.capturing import views as capturing_views
from config import views
from operations import views as operations_views
from web.api import docs
from web.i18n import views as i18n_views

# URLs are matched in this order: the most frequent ones come first.
api = [
    path("", include("annotate.api_urls")),
    path("", include("people.api_urls")),
    path("", include("articles.api_urls")),
    path("", include("reports.api_urls")),
    path("", include("campaigns.api_urls")),
    path("", include("newsroom.api_urls")),
]

urlpatterns = [
    path("api/v1/", include((api, "api"))),
    path("", views.home, name="home"),
    path("sw.js", views.service_worker, {"script": "sw.js"}, name="service-worker"),
    path(
        "articles/share/worker.js", views.service_worker, {"script": "share-worker.js"}, name="share-worker"
    ),
    path("manifest.webmanifest", capturing_views.manifest, name="manifest"),
    path("language/", i18n_views.switch_language, name="language"),
    path("catalogue/<slug:version>/<slug:language>.js", i18n_views.js_catalog, name="catalogue"),
    path("", include("people.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/3rdparty/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("articles/", include("articles.urls")),
    path("", include("annotate.urls")),
    path("", include("reports.urls")),
    path("", include("campaigns.urls")),
    path("", include("newsroom.urls")),
    path("", include("lti.urls")),
    path("operations/", operations_views.dashboard, name="operations"),
    path("api/", docs.api_page, name="api-docs"),
    path("api/v1/openapi.json", docs.openapi, name="openapi"),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
# Used by allauth, not by Django.
handler429 = views.too_many_requests
handler500 = views.server_error
