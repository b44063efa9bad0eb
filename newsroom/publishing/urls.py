"""Addresses of published reports, and of the pages on which reports are published."""

from django.urls import path

from newsroom.publishing import public_views, views

urlpatterns = [
    path("articles/<int:pk>/report/publishing/", views.publishing, name="publishing"),
    path("articles/<int:pk>/report/publishing/publish/", views.publish, name="publish"),
    path("articles/<int:pk>/report/publishing/consent/", views.consent, name="publishing-consent"),
    path("articles/<int:pk>/report/publishing/<int:number>/", views.withdraw, name="withdraw"),
    path("articles/<int:pk>/report/publishing/<int:number>/embed/", views.embed, name="embed"),
    path("published/<slug:slug>/", public_views.published, name="published"),
    path("published/<slug:slug>/<int:number>/", public_views.published, name="published-version"),
    path("published/<slug:slug>/<int:number>/tags.css", public_views.published_css, name="published-css"),
    path("published/<slug:slug>/<int:number>/embed/", public_views.embedded_passage, name="embedded-passage"),
    path(
        "published/<slug:slug>/<int:number>/files/<str:name>",
        public_views.published_file,
        name="published-file",
    ),
]
