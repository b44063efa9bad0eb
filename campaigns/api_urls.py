"""Addresses of the API of campaigns."""

from django.urls import include, path

FOLDERS = ("setup", "assigning", "training", "releasing", "quality", "overview", "uploading", "dataset")
urlpatterns = [path("", include(f"campaigns.{folder}.api_urls")) for folder in FOLDERS]
