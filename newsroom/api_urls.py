"""Addresses of the API of the newsroom."""

from django.urls import include, path

FOLDERS: tuple[str, ...] = ()
urlpatterns = [path("", include(f"newsroom.{folder}.api_urls")) for folder in FOLDERS]
