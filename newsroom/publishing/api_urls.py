"""Addresses of the API of published reports."""

from django.urls import path

from newsroom.publishing import api

urlpatterns = [
    path("articles/<int:pk>/publication/", api.ReportPublication.as_view(), name="publication"),
    path(
        "articles/<int:pk>/publication/consent/",
        api.OwnPublishingConsent.as_view(),
        name="publishing-consent",
    ),
    path(
        "articles/<int:pk>/publication/<int:number>/withdrawal/",
        api.Withdrawal.as_view(),
        name="withdrawal",
    ),
]
