"""API: setup."""

from django.urls import path

from campaigns.setup.api import campaigns, contents

ONE = "campaigns/<int:pk>/"

urlpatterns = [
    path("teams/<int:pk>/campaigns/", campaigns.CampaignList.as_view(), name="campaigns"),
    path(ONE, campaigns.CampaignDetail.as_view(), name="campaign"),
    path(f"{ONE}state/", campaigns.CampaignTransition.as_view(), name="campaign-state"),
    path(f"{ONE}problems/", campaigns.CampaignProblems.as_view(), name="campaign-problems"),
    path(f"{ONE}archived/", campaigns.CampaignArchive.as_view(), name="campaign-archived"),
    path(f"{ONE}people/", contents.CampaignPeople.as_view(), name="campaign-people"),
    path(
        f"{ONE}people/<int:person>/participation/",
        contents.CampaignParticipation.as_view(),
        name="campaign-participation",
    ),
    path(f"{ONE}articles/", contents.CampaignArticles.as_view(), name="campaign-articles"),
    path(f"{ONE}articles/<int:article>/", contents.CampaignArticleDetail.as_view(), name="campaign-article"),
    path(f"{ONE}plan/", contents.CampaignPlan.as_view(), name="campaign-plan"),
]
