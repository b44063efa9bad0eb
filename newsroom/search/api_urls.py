"""API: search."""

from django.urls import path

from newsroom.search import api

urlpatterns = [path("teams/<int:pk>/search/", api.SearchResults.as_view(), name="search")]
