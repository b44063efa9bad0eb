"""Addresses for learning platforms, and of the pages about them."""

from django.urls import include, path

app_name = "lti"
urlpatterns = [
    path("lti/", include(f"lti.{folder}.urls"))
    for folder in ("launching", "embedding", "courses", "linking", "grading", "registering", "security")
]
