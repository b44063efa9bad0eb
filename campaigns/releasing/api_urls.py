"""API: releasing."""

from django.urls import path

from campaigns.releasing.api import Release, Reveal

urlpatterns = [
    path("campaigns/<int:pk>/release/", Release.as_view(), name="campaign-release"),
    path("campaigns/<int:pk>/reveal/", Reveal.as_view(), name="campaign-reveal"),
]
