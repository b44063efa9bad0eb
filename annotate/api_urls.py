"""Addresses of the annotate API, below /api/v1/."""

from django.urls import path

from annotate import api

urlpatterns = [
    path("rounds/", api.Rounds.as_view(), name="rounds"),
    path("rounds/<int:pk>/", api.OneRound.as_view(), name="round"),
    path("rounds/<int:pk>/changes/", api.Changes.as_view(), name="changes"),
    path("rounds/<int:pk>/submission/", api.Submission.as_view(), name="submission"),
    path("rounds/<int:pk>/annotations/", api.Annotations.as_view(), name="annotations"),
    path("rounds/<int:pk>/annotations/<uuid:annotation>/", api.OneAnnotation.as_view(), name="annotation"),
]
