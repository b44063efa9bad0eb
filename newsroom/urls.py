"""Addresses of the pages of the newsroom."""

from django.urls import include, path

app_name = "newsroom"
FOLDERS = ("publishing", "search")
urlpatterns = [path("", include(f"newsroom.{folder}.urls")) for folder in FOLDERS]
