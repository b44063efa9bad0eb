"""Addresses of launching: see lti/urls.py."""

from django.urls import path

from lti.launching import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("launch/", views.launch, name="launch"),
    path("launch/confirm/", views.confirm, name="confirm-launch"),
]
