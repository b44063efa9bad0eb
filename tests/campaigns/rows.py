"""Rows of a campaign in the class of the world, for tables of all addresses."""

from django.utils import timezone

from annotate.enums import RoundMode
from annotate.models import Round
from articles.models import BulkUpload
from campaigns.enums import CampaignState
from campaigns.models import Campaign, CampaignArticle, CampaignUpload
from tests.world import World


def campaign_row(world: World) -> Campaign:
    """Return a running campaign with one article, in which the pupil takes part; made when it is first asked for."""
    campaign, new = Campaign.objects.get_or_create(
        team=world.team,
        title="Bridges",
        defaults={"codebook": world.round.codebook, "state": CampaignState.RUNNING},
    )
    if new:
        campaign.participants.create(user=world.pupil)
        round_ = Round.objects.create(
            text=world.text, codebook=campaign.codebook, mode=RoundMode.INDEPENDENT, invitation_only=True
        )
        CampaignArticle.objects.create(campaign=campaign, round=round_, position=1)
    return campaign


def uploaded_file(world: World) -> BulkUpload:
    """Return a file for the campaign that the teacher uploaded and stopped; made when it is first asked for."""
    campaign = campaign_row(world)
    row = campaign.uploads.first()
    if row is None:
        now = timezone.now()
        upload = BulkUpload.objects.create(
            owner=world.teacher, team=world.team, name="a.csv", language="en", touched_at=now, finished_at=now
        )
        row = CampaignUpload.objects.create(campaign=campaign, upload=upload, size=0)
    return row.upload
