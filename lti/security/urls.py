"""Addresses of security: see lti/urls.py."""

from django.urls import path

from lti.security import views

urlpatterns = [path("keys/", views.keys, name="keys")]
