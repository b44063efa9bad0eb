"""Addresses of grading: see lti/urls.py."""

from django.urls import path

from lti.grading import views

urlpatterns = [
    path("links/<int:pk>/grading/", views.grading, name="grading"),
    path("links/<int:pk>/grades/again/", views.again, name="grades-again"),
]
