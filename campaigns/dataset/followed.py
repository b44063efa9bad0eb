"""Datasets that were made are deleted when somebody is erased from their team: they may name them."""

from functools import partial
from typing import Any

from django.db import transaction

from campaigns.dataset.options import SLUG, campaign_query
from campaigns.models import Campaign
from people.models import Team
from people.signals import person_erased
from reports.exports.jobs import drop_export_job
from reports.models import ExportJob


def connect() -> None:
    """Start to follow."""
    person_erased.connect(_drop_datasets)


def _drop_datasets(team: Team, **_signal: Any) -> None:
    for campaign in Campaign.objects.filter(team=team).values_list("pk", flat=True):
        for job in ExportJob.objects.filter(slug=SLUG, query__startswith=campaign_query(campaign)):
            transaction.on_commit(partial(drop_export_job, job))
