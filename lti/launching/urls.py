"""Addresses of launching: see lti/urls.py."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
