"""Addresses of linking: see lti/urls.py."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
