"""API: assigning."""

from django.urls import path

from campaigns.assigning.api import GiveBack, IncompleteList, NextArticle

urlpatterns = [
    path("campaigns/<int:pk>/next/", NextArticle.as_view(), name="campaign-next"),
    path("campaigns/<int:pk>/give-back/", GiveBack.as_view(), name="campaign-give-back"),
    path("campaigns/<int:pk>/incomplete/", IncompleteList.as_view(), name="campaign-incomplete"),
]
