"""Addresses of registering: see lti/urls.py."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
