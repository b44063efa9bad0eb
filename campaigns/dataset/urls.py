"""Pages: dataset."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
