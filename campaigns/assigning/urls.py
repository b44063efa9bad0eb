"""Pages: assigning."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
