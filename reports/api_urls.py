"""Addresses of the reports API, below /api/v1/."""

from django.urls import path

from reports import api

urlpatterns = [
    path("articles/<int:pk>/report/", api.ArticleReport.as_view(), name="report"),
    path("articles/<int:pk>/report.<slug:slug>", api.ReportDownload.as_view(), name="report-download"),
]
