"""API: overview."""

from django.urls import path

from campaigns.overview.api import CampaignOverview, OwnCampaignArticles, OwnCampaignWork

urlpatterns = [
    path("campaigns/<int:pk>/overview/", CampaignOverview.as_view(), name="campaign-overview"),
    path("campaigns/<int:pk>/own/", OwnCampaignWork.as_view(), name="campaign-own"),
    path("campaigns/<int:pk>/own/articles/", OwnCampaignArticles.as_view(), name="campaign-own-articles"),
]
