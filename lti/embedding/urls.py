"""Addresses of embedding: see lti/urls.py."""

from django.urls import path

from lti.embedding import views

urlpatterns = [
    path("tab/", views.tab, name="tab"),
    path("arrive/<str:ticket>/", views.arrive, name="arrive"),
    path("open/<str:ticket>/", views.open_with_ticket, name="open"),
]
