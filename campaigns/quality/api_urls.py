"""API: quality."""

from django.urls import path

from campaigns.quality import api

urlpatterns = [
    path("campaigns/<int:pk>/quality/", api.Quality.as_view(), name="campaign-quality"),
    path("campaigns/<int:pk>/agreement/", api.Agreement.as_view(), name="campaign-agreement"),
    path("campaigns/<int:pk>/people/<int:person>/figures/", api.Person.as_view(), name="campaign-person"),
    path(
        "campaigns/<int:pk>/people/<int:person>/exclusion/",
        api.Exclusion.as_view(),
        name="campaign-exclusion",
    ),
]
