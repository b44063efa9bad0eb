"""Addresses of courses: see lti/urls.py."""

from django.urls import path

from lti.courses import views

urlpatterns = [
    path("links/<int:pk>/", views.link_page, name="link"),
    path("links/<int:pk>/nickname/", views.nickname, name="nickname"),
]
