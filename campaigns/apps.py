"""Campaigns follow what happens in the rounds of their articles."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The app of campaigns."""

    name = "campaigns"
