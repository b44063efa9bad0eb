"""Pages: releasing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
