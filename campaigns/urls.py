"""Addresses of the pages of campaigns."""

from django.urls import include, path

app_name = "campaigns"
FOLDERS = ("setup", "assigning", "training", "releasing", "quality", "overview", "uploading", "dataset")
urlpatterns = [path("", include(f"campaigns.{folder}.urls")) for folder in FOLDERS]
