"""The demo's newsroom has a campaign that is half done."""

import pytest

from annotate.enums import RoundState
from campaigns.assigning.actions import next_article
from campaigns.models import Campaign, PracticeAttempt
from operations.demo import load_demo
from people.models import User

pytestmark = pytest.mark.django_db


def test_people_have_practised_and_annotated_and_can_go_on() -> None:
    load_demo()
    campaign = Campaign.objects.get()
    annotators = User.objects.filter(campaign_participations__campaign=campaign)
    assert PracticeAttempt.objects.filter(score__gte=0.7).count() == annotators.count() == 3
    assert campaign.articles.exclude(completed_at=None).count() == 5
    assert campaign.articles.filter(round__state=RoundState.RELEASED).count() == 5
    for person in annotators:
        assert next_article(person, campaign).article.completed_at is None
