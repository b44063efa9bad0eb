"""Addresses of the annotate API, below /api/v1/."""

from django.urls import path

from annotate import api

urlpatterns = [
    path("rounds/", api.Rounds.as_view(), name="rounds"),
    path("rounds/<int:pk>/", api.OneRound.as_view(), name="round"),
    path("rounds/<int:pk>/annotations/", api.Annotations.as_view(), name="annotations"),
    path("rounds/<int:pk>/annotations/<uuid:annotation>/", api.OneAnnotation.as_view(), name="annotation"),
]
