"""API: uploading."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
