"""Addresses of the API of the newsroom."""

from django.urls import include, path

FOLDERS = ("publishing", "search")
urlpatterns = [path("", include(f"newsroom.{folder}.api_urls")) for folder in FOLDERS]
