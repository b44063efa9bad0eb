"""API: training."""

from django.urls import path

from campaigns.training import api

BASE = "campaigns/<int:pk>/training/"
urlpatterns = [
    path(BASE, api.Training.as_view(), name="campaign-training"),
    path(f"{BASE}next/", api.NextPractice.as_view(), name="campaign-practise"),
    path(f"{BASE}<int:article>/again/", api.PracticeAgain.as_view(), name="campaign-try-again"),
    path(f"{BASE}people/<int:person>/let-in/", api.LetIn.as_view(), name="campaign-let-in"),
    path(f"{BASE}people/<int:person>/attempt/", api.MoreAttempts.as_view(), name="campaign-give-attempt"),
]
