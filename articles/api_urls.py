"""Addresses of the articles API, below /api/v1/."""

from django.urls import path

from articles import api

urlpatterns = [
    path("articles/", api.Articles.as_view(), name="articles"),
    path("articles/<int:pk>/", api.OneArticle.as_view(), name="article"),
]
