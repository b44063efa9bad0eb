"""Campaigns follow what happens in the rounds of their articles."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The app of campaigns."""

    name = "campaigns"

    def ready(self) -> None:
        """Listen to what is handed in and uploaded, and to people; register the dataset as a kind of download."""
        from campaigns import signals
        from campaigns.counting import hand_ins
        from campaigns.dataset import followed as datasets
        from campaigns.quality import followed as figures_followed
        from campaigns.setup import followed as setup
        from campaigns.training import followed
        from campaigns.uploading import finished
        from reports.exports.registered_kinds import register_kind

        signals.connect()
        hand_ins.connect()
        setup.connect()
        followed.connect()
        finished.connect()
        figures_followed.connect()
        datasets.connect()
        register_kind("dataset", "campaigns.dataset.kind.KIND")
