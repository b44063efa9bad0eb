"""Addresses of the marking pages."""

from django.urls import path

from annotate import views

app_name = "annotate"
urlpatterns = [
    path("articles/<int:pk>/start/", views.start, name="start"),
    path("rounds/<int:pk>/", views.mark, name="mark"),
    path("codebooks/<int:pk>.css", views.codebook_css, name="codebook-css"),
    path("guide/tags.css", views.default_css, name="default-css"),
    path("guide/", views.guide, name="guide"),
]
