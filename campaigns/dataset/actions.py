"""Start to make a dataset in the background."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from campaigns.dataset.options import SLUG, DatasetOptions, campaign_query, known_formats
from campaigns.models import Campaign
from campaigns.quality.stored import released_articles
from people.models import User
from people.permissions import Permission, check_permission
from reports.exports.jobs import start_export_job
from reports.models import ExportJob
from web.errors import ProblemError


class NothingReleased(ProblemError):
    """No article of the campaign is released yet."""

    status = 409
    code = "nothing-released"


def start_dataset(user: User, campaign: Campaign, named: bool, formats: Iterable[str]) -> ExportJob:
    """Start to make a ZIP of the released articles of a campaign, with names or with pseudonyms.

    Raise NothingReleased if there is no such article.
    """
    check_permission(user, Permission.OVERSEE_CAMPAIGN, campaign)
    articles = list(released_articles(campaign).values_list("round__text__article", flat=True))
    if not articles:
        raise NothingReleased(_("No article is released yet, so there is nothing to put into a dataset."))
    options = DatasetOptions(campaign.pk, named, known_formats(formats))
    return start_export_job(user, articles, SLUG, options.query)


def last_dataset(user: User, campaign: Campaign) -> ExportJob | None:
    """Return the dataset of a campaign that ``user`` had made last; None if there is none any more."""
    jobs = ExportJob.objects.filter(owner=user, slug=SLUG, query__startswith=campaign_query(campaign.pk))
    return jobs.select_related("owner").order_by("-pk").first()
