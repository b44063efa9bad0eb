"""API: uploading."""

from django.urls import path

from campaigns.uploading import api

urlpatterns = [
    path("campaigns/<int:pk>/uploads/", api.CampaignUploads.as_view(), name="campaign-uploads"),
]
