"""Addresses of the report's page."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [path("articles/<int:pk>/report/", views.report, name="report")]
